package dev.cilab.sandbox.node;

import dev.cilab.sandbox.SandboxSpec;
import java.nio.file.Path;
import java.util.List;

/** The BGP lab's topology, and the smallest one there is. */
public final class Specs {

    private Specs() {}

    public static SandboxSpec bgp(String instance, Path stateDir) {
        return new SandboxSpec(
                "bgp",
                instance,
                stateDir.toString(),
                List.of(new SandboxSpec.Segment("left"), new SandboxSpec.Segment("right")),
                List.of(
                        node(
                                "k8s-ctr",
                                "control-plane",
                                "192.168.10.100/24",
                                "left",
                                "192.168.20.0/24",
                                "192.168.10.200"),
                        node("k8s-w1", "worker", "192.168.10.101/24", "left", "192.168.20.0/24", "192.168.10.200"),
                        node("k8s-w0", "worker", "192.168.20.100/24", "right", "192.168.10.0/24", "192.168.20.200"),
                        new SandboxSpec.Node(
                                "router",
                                List.of("router"),
                                List.of(
                                        new SandboxSpec.Interface("eth1", "192.168.10.200/24", "left"),
                                        new SandboxSpec.Interface("eth2", "192.168.20.200/24", "right"),
                                        new SandboxSpec.Interface("loop1", "10.10.1.200/24", null)),
                                List.of())),
                List.of());
    }

    public static SandboxSpec pair(String instance, Path stateDir) {
        return new SandboxSpec(
                "pair",
                instance,
                stateDir.toString(),
                List.of(new SandboxSpec.Segment("only")),
                List.of(
                        new SandboxSpec.Node(
                                "one",
                                List.of("worker"),
                                List.of(new SandboxSpec.Interface("eth1", "192.168.10.1/24", "only")),
                                List.of()),
                        new SandboxSpec.Node(
                                "two",
                                List.of("worker"),
                                List.of(new SandboxSpec.Interface("eth1", "192.168.10.2/24", "only")),
                                List.of())),
                List.of());
    }

    private static SandboxSpec.Node node(
            String name, String role, String address, String segment, String to, String via) {
        return new SandboxSpec.Node(
                name,
                List.of(role),
                List.of(new SandboxSpec.Interface("eth1", address, segment)),
                List.of(new SandboxSpec.Route(to, via)));
    }
}
