package dev.cilab.env.vagrant;

import dev.cilab.env.Finding;
import dev.cilab.env.Finding.Severity;
import dev.cilab.env.machine.ThisMachine;
import dev.cilab.exec.Command;
import dev.cilab.exec.Result;
import dev.cilab.exec.Unreachable;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What runs the virtual machines. It is asked itself how they stand: Vagrant takes seconds for the same answer. */
enum Hypervisor {
    VIRTUALBOX("virtualbox", "VBoxManage") {
        @Override
        Command list(boolean running) {
            return Command.of("VBoxManage", "list", running ? "runningvms" : "vms");
        }

        @Override
        Command cut(String name) {
            return Command.of("VBoxManage", "controlvm", name, "poweroff");
        }

        @Override
        String remove(String name) {
            return "VBoxManage controlvm " + name + " poweroff; VBoxManage unregistervm --delete " + name;
        }

        @Override
        List<Finding> findings(ThisMachine machine) {
            return machine.module("vboxdrv") == ThisMachine.Module.LOADABLE
                    ? List.of(new Finding(
                            Severity.ERROR,
                            "VirtualBox's kernel module is not loaded",
                            "",
                            "sudo modprobe vboxdrv, or sudo /sbin/vboxconfig"))
                    : List.of();
        }
    },
    LIBVIRT("libvirt", "virsh") {
        @Override
        Command list(boolean running) {
            List<String> argv = new ArrayList<>(List.of("virsh", "--connect", "qemu:///system", "list", "--name"));
            if (!running) {
                argv.add("--all");
            }
            return Command.of(argv);
        }

        @Override
        Command cut(String name) {
            return Command.of("virsh", "--connect", "qemu:///system", "destroy", name);
        }

        @Override
        String remove(String name) {
            return "virsh -c qemu:///system destroy " + name
                    + "; virsh -c qemu:///system undefine --remove-all-storage " + name;
        }

        @Override
        List<Finding> findings(ThisMachine machine) {
            List<Finding> findings = new ArrayList<>();
            if (Files.notExists(machine.root().resolve("dev/kvm"))) {
                findings.add(
                        new Finding(
                                Severity.ERROR,
                                "this machine has no /dev/kvm",
                                "without it virtual machines are emulated, far too slowly for Kubernetes",
                                "turn virtualization on in the firmware, or: sudo modprobe kvm_intel || sudo modprobe kvm_amd"));
            }
            try {
                list(machine, false);
            } catch (Unreachable e) {
                boolean refused = e.getMessage().contains("ermission denied")
                        || e.getMessage().contains("authentication");
                findings.add(new Finding(
                        Severity.ERROR,
                        refused ? "you may not talk to libvirt" : "libvirt does not answer",
                        e.getMessage(),
                        refused
                                ? "sudo usermod -aG libvirt $USER, and log in again"
                                : "sudo systemctl enable --now libvirtd"));
            }
            return findings;
        }
    };

    private static final Pattern QUOTED = Pattern.compile("\"(.*)\" \\{[0-9a-fA-F-]+}");

    private final String provider;
    private final String program;

    Hypervisor(String provider, String program) {
        this.provider = provider;
        this.program = program;
    }

    /** As Vagrant calls it. */
    String provider() {
        return provider;
    }

    String program() {
        return program;
    }

    /** Lists machines' names, one a line. */
    abstract Command list(boolean running);

    /** Takes a machine's power away. */
    abstract Command cut(String name);

    /** What a person types to remove a machine that Vagrant no longer knows. */
    abstract String remove(String name);

    /** What is wrong with it on this machine. */
    abstract List<Finding> findings(ThisMachine machine);

    /** Names of all machines, or of those that run. */
    List<String> list(ThisMachine machine, boolean running) throws Unreachable {
        Result result = run(machine, list(running));
        return result.stdout()
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .map(Hypervisor::name)
                .toList();
    }

    void cut(ThisMachine machine, String name) throws Unreachable {
        run(machine, cut(name));
    }

    private Result run(ThisMachine machine, Command command) throws Unreachable {
        Result result = machine.host().run(command);
        if (!result.ok()) {
            String why = result.stderr()
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .reduce((first, second) -> second)
                    .orElse(program + " ended with code " + result.exit());
            throw new Unreachable(provider, why);
        }
        return result;
    }

    private static String name(String line) {
        Matcher quoted = QUOTED.matcher(line);
        return quoted.matches() ? quoted.group(1) : line;
    }
}
