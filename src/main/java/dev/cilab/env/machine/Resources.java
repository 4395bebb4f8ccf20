package dev.cilab.env.machine;

import dev.cilab.env.Finding;
import dev.cilab.env.Finding.Severity;
import dev.cilab.lab.Topology;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What any environment made of real machines asks of the one that carries them: memory, disk, ports, networks, kernel modules. */
public final class Resources {

    public static final long GIB = 1L << 30;

    private final ThisMachine machine;

    public Resources(ThisMachine machine) {
        this.machine = machine;
    }

    public List<Finding> memory(long wanted) {
        return machine.availableMemory().stream()
                .filter(available -> available < wanted)
                .mapToObj(available -> new Finding(
                        Severity.WARNING,
                        "the lab wants about " + gib(wanted) + " of memory",
                        gib(available) + " is available",
                        "end other programs, or take --env sandbox, which needs 1 GiB"))
                .toList();
    }

    public List<Finding> disk(Path folder, long wanted) {
        return machine.freeDisk(folder).stream()
                .filter(free -> free < wanted)
                .mapToObj(free -> new Finding(
                        Severity.WARNING,
                        "the lab wants about " + gib(wanted) + " of disk",
                        gib(free) + " is free at " + folder,
                        "df -h " + folder))
                .toList();
    }

    public List<Finding> ports(List<Integer> wanted) {
        return wanted.stream()
                .filter(port -> !machine.ports().test(port))
                .map(port -> new Finding(
                        Severity.ERROR,
                        "port " + port + " of this machine is taken",
                        "the lab forwards it to one of its machines",
                        "sudo ss -ltnp 'sport = :" + port + "'"))
                .toList();
    }

    /** The lab's networks against this machine's routes: the same network twice leaves one of the two out of reach. */
    public List<Finding> networks(Topology topology, List<String> ownDevices) {
        List<Finding> findings = new ArrayList<>();
        for (Topology.Segment segment : topology.segments()) {
            Ipv4Network.parse(segment.subnet()).ifPresent(network -> machine.routes().stream()
                    .filter(route -> route.network().overlaps(network) && !ownDevices.contains(route.device()))
                    .forEach(route -> findings.add(new Finding(
                            Severity.ERROR,
                            "the lab's network " + segment.name() + " (" + network
                                    + ") is in use on this machine already",
                            "route " + route.network() + " dev " + route.device(),
                            "ip route show dev " + route.device()
                                    + "; take the network away, or change the segment in topology.yaml"))));
        }
        return findings;
    }

    /** @param why what does not work without it */
    public List<Finding> module(String name, String why) {
        return switch (machine.module(name)) {
            case LOADED, UNKNOWN -> List.of();
            case LOADABLE ->
                List.of(new Finding(
                        Severity.WARNING, "kernel module " + name + " is not loaded", why, "sudo modprobe " + name));
            case MISSING ->
                List.of(new Finding(
                        Severity.WARNING,
                        "this kernel has no module " + name,
                        why,
                        "sudo apt-get install linux-modules-extra-$(uname -r)"));
        };
    }

    public static String gib(long bytes) {
        return String.format(Locale.ROOT, "%.1f GiB", (double) bytes / GIB);
    }
}
