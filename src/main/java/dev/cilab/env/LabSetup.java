package dev.cilab.env;

import dev.cilab.lab.ClusterName;
import dev.cilab.lab.LabFiles;
import dev.cilab.lab.Provisioning;
import dev.cilab.lab.Topology;
import java.util.List;
import java.util.Optional;

/**
 * What an environment is opened with.
 *
 * @param lab          the lab's name
 * @param topology     the lab's machines and clusters, whose names are asked for later
 * @param provisioning what the lab says of the machines in this environment
 * @param files        the lab's folder, where there is one
 */
public record LabSetup(String lab, Topology topology, Provisioning provisioning, Optional<LabFiles> files) {

    private static final Topology NONE = new Topology("", List.of(), List.of(), List.of());

    public LabSetup(String lab) {
        this(lab, NONE, Provisioning.NONE, Optional.empty());
    }

    public LabSetup of(Topology machines) {
        return new LabSetup(lab, machines, provisioning, files);
    }

    /** With the lab's folder, and what it says of the machines. */
    public LabSetup with(LabFiles folder, Provisioning machines) {
        return new LabSetup(lab, topology, machines, Optional.of(folder));
    }

    /** A cluster's name in the kubeconfig. */
    public String context(ClusterName cluster) {
        return topology.clusters().stream()
                .filter(each -> each.name().equals(cluster))
                .map(Topology.KubeCluster::context)
                .findFirst()
                .orElse(cluster.value());
    }
}
