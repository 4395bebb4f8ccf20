package dev.cilab.env;

import dev.cilab.lab.ClusterName;
import dev.cilab.lab.Topology;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What an environment that makes a topology itself has to know beyond the topology.
 *
 * @param lab           the lab's name
 * @param ciliumVersion e.g. {@code 1.18.0}; empty = none is wanted
 * @param ciliumValues  Helm values of the Cilium that the topology comes up with; empty = it comes up without
 * @param contexts      each cluster's name in the kubeconfig, where it is another than the cluster's own
 */
public record LabSetup(
        String lab, String ciliumVersion, Map<String, Object> ciliumValues, Map<ClusterName, String> contexts) {

    public LabSetup {
        ciliumValues = Map.copyOf(ciliumValues);
        contexts = Map.copyOf(contexts);
    }

    public LabSetup(String lab, String ciliumVersion, Map<String, Object> ciliumValues) {
        this(lab, ciliumVersion, ciliumValues, Map.of());
    }

    /** With the contexts that the topology names. */
    public LabSetup of(Topology topology) {
        Map<ClusterName, String> named = topology.clusters().stream()
                .collect(Collectors.toMap(Topology.KubeCluster::name, Topology.KubeCluster::context));
        return new LabSetup(lab, ciliumVersion, ciliumValues, named);
    }

    public String context(ClusterName cluster) {
        return contexts.getOrDefault(cluster, cluster.value());
    }
}
