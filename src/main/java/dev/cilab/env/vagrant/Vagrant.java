package dev.cilab.env.vagrant;

import dev.cilab.env.Environment;
import dev.cilab.env.EnvironmentFactory;
import dev.cilab.env.Environments.Part;
import dev.cilab.env.LabSetup;
import dev.cilab.env.Leftover;
import dev.cilab.env.StateFolder;
import dev.cilab.env.machine.ThisMachine;
import dev.cilab.exec.Host;
import dev.cilab.exec.Unreachable;
import dev.cilab.lab.NodeName;
import dev.cilab.ssh.Credentials;
import dev.cilab.ssh.SshConfig;
import dev.cilab.ssh.SshHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Virtual machines by Vagrant: nothing in them stands in for anything. */
public final class Vagrant implements EnvironmentFactory {

    static final String NAME = "vagrant";

    @Override
    public Environment open(StateFolder state, Map<String, String> variables, LabSetup setup) {
        ThisMachine machine = ThisMachine.of(variables);
        return new VagrantEnvironment(state, setup, machine, hypervisor(variables, machine), Vagrant::ssh);
    }

    private static Host ssh(NodeName node, Path config) throws Unreachable {
        try {
            return new SshHost(SshConfig.read(config, Map.of()).target(node.value()), Credentials.NONE);
        } catch (IOException e) {
            throw new Unreachable(node.value(), "the virtual machines are not up (" + e.getMessage() + ")", e);
        }
    }

    /** The user's choice as Vagrant itself takes it, else the one that is there. */
    static Hypervisor hypervisor(Map<String, String> variables, ThisMachine machine) {
        String wanted = variables.getOrDefault("VAGRANT_DEFAULT_PROVIDER", "");
        boolean libvirt = wanted.isEmpty()
                ? !machine.has(Hypervisor.VIRTUALBOX.program()) && machine.has(Hypervisor.LIBVIRT.program())
                : wanted.equals(Hypervisor.LIBVIRT.provider());
        return libvirt ? Hypervisor.LIBVIRT : Hypervisor.VIRTUALBOX;
    }

    @Override
    public List<Part> parts() {
        return List.of(
                new Part(NAME, "machines, kernels, links", "virtual machines with Ubuntu 24.04", true),
                new Part(NAME, "Kubernetes, Cilium, Hubble", "the real ones, by kubeadm and Helm", true),
                new Part(NAME, "router", "a virtual machine with FRR of Ubuntu", true));
    }

    @Override
    public List<Leftover> leftovers(StateFolder state, Map<String, String> variables) {
        ThisMachine machine = ThisMachine.of(variables);
        List<Leftover> left = new ArrayList<>();
        for (Hypervisor hypervisor : Hypervisor.values()) {
            if (machine.has(hypervisor.program())) {
                left.addAll(leftovers(state, machine, hypervisor, ""));
            }
        }
        return left;
    }

    /** @param topology empty = any */
    static List<Leftover> leftovers(StateFolder state, ThisMachine machine, Hypervisor hypervisor, String topology) {
        String mark = mark(state, topology);
        try {
            return hypervisor.list(machine, false).stream()
                    .filter(name -> name.startsWith(mark))
                    .map(name -> new Leftover(
                            "machine", name, "virtual machine of " + hypervisor.provider(), hypervisor.remove(name)))
                    .toList();
        } catch (Unreachable e) {
            // a hypervisor that never made anything for us owes us no answer
            return Files.isDirectory(state.path().resolve(NAME))
                    ? List.of(new Leftover(
                            hypervisor.provider(),
                            topology.isEmpty() ? "?" : topology,
                            "it could not be asked what is left: " + e.getMessage(),
                            hypervisor.program() + " list"))
                    : List.of();
        }
    }

    /** What the names of all machines of a topology begin with; the Vagrantfile names them so. */
    static String mark(StateFolder state, String topology) {
        return "cilab-" + state.instance() + "-" + (topology.isEmpty() ? "" : topology + "-");
    }
}
