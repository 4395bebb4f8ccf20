package dev.cilab.env.vagrant;

import dev.cilab.env.Finding;
import dev.cilab.env.Finding.Severity;
import dev.cilab.env.LabSetup;
import dev.cilab.env.machine.Resources;
import dev.cilab.env.machine.ThisMachine;
import dev.cilab.exec.Command;
import dev.cilab.exec.Result;
import dev.cilab.exec.Unreachable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Looks whether this machine can carry the lab's virtual machines. */
final class VagrantPreflight {

    /** What the Vagrantfile gives its machines in all, and what their disks come to. */
    private static final long MEMORY = 8 * Resources.GIB;

    private static final long DISK = 25 * Resources.GIB;

    private final ThisMachine machine;
    private final Hypervisor hypervisor;
    private final LabSetup setup;

    VagrantPreflight(ThisMachine machine, Hypervisor hypervisor, LabSetup setup) {
        this.machine = machine;
        this.hypervisor = hypervisor;
        this.setup = setup;
    }

    /** @param made whether the machines are there already, and so have their memory and ports */
    List<Finding> look(Path folder, boolean made) {
        List<Finding> findings = new ArrayList<>();
        if (setup.provisioning().files().isEmpty()) {
            findings.add(new Finding(
                    Severity.ERROR,
                    "lab " + setup.lab() + " has no virtual machines",
                    "its env/vagrant.yaml names no Vagrantfile",
                    "cilab " + setup.lab() + " up --env kind"));
            return findings;
        }
        findings.addAll(vagrant());
        if (machine.has(hypervisor.program())) {
            findings.addAll(hypervisor.findings(machine));
        } else {
            findings.add(new Finding(
                    Severity.ERROR,
                    "neither VirtualBox nor libvirt is on this machine",
                    "looked for VBoxManage and virsh",
                    "sudo apt-get install libvirt-daemon-system libvirt-clients vagrant-libvirt, or"
                            + " https://www.virtualbox.org/wiki/Downloads"));
        }
        if (!made) {
            Resources resources = new Resources(machine);
            findings.addAll(resources.memory(MEMORY));
            findings.addAll(resources.disk(folder, DISK));
            findings.addAll(resources.ports(setup.provisioning().ports().values().stream()
                    .flatMap(ports -> ports.keySet().stream())
                    .sorted()
                    .toList()));
        }
        return findings;
    }

    private List<Finding> vagrant() {
        if (!machine.has("vagrant")) {
            return List.of(new Finding(
                    Severity.ERROR,
                    "Vagrant is not on this machine",
                    "",
                    "sudo apt-get install vagrant, or https://developer.hashicorp.com/vagrant/install"));
        }
        if (hypervisor != Hypervisor.LIBVIRT || !machine.has(hypervisor.program())) {
            return List.of();
        }
        try {
            Result plugins = machine.host().run(Command.of("vagrant", "plugin", "list"));
            return plugins.stdout().contains("vagrant-libvirt")
                    ? List.of()
                    : List.of(new Finding(
                            Severity.ERROR,
                            "Vagrant has no plugin for libvirt",
                            plugins.stdout().strip(),
                            "sudo apt-get install vagrant-libvirt, or: vagrant plugin install vagrant-libvirt"));
        } catch (Unreachable e) {
            return List.of(new Finding(Severity.ERROR, "Vagrant cannot be run", e.getMessage(), "vagrant plugin list"));
        }
    }
}
