package dev.cilab.env.sandbox;

import dev.cilab.env.LabSetup;
import dev.cilab.lab.NodeName;
import dev.cilab.lab.Topology;
import dev.cilab.sandbox.SandboxSpec;
import java.nio.file.Path;

/** Puts a topology into the sandbox's own words. */
final class Specs {

    private Specs() {}

    static SandboxSpec of(Topology topology, String instance, Path folder, LabSetup setup) {
        return new SandboxSpec(
                topology.name(),
                instance,
                folder.toString(),
                topology.segments().stream()
                        .map(segment -> new SandboxSpec.Segment(segment.name()))
                        .toList(),
                topology.machines().stream().map(Specs::node).toList(),
                topology.clusters().stream()
                        .map(cluster -> cluster(cluster, setup))
                        .toList());
    }

    private static SandboxSpec.Node node(Topology.Machine machine) {
        return new SandboxSpec.Node(
                machine.name().value(),
                machine.roles(),
                machine.interfaces().stream()
                        .map(each -> new SandboxSpec.Interface(
                                each.name(), each.address(), each.segment().orElse(null)))
                        .toList(),
                machine.routes().stream()
                        .map(route -> new SandboxSpec.Route(route.to(), route.via()))
                        .toList());
    }

    private static SandboxSpec.Cluster cluster(Topology.KubeCluster cluster, LabSetup setup) {
        return new SandboxSpec.Cluster(
                cluster.name().value(),
                cluster.version(),
                cluster.podCidr(),
                cluster.serviceCidr(),
                cluster.nodes().stream().map(NodeName::value).toList(),
                0,
                cluster.context(),
                cluster.controlPlaneTaint());
    }
}
