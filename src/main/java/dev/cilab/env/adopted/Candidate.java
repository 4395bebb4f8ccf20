package dev.cilab.env.adopted;

import dev.cilab.env.Finding;
import dev.cilab.lab.ClusterName;
import dev.cilab.lab.NodeName;
import java.nio.file.Path;
import java.util.List;

/**
 * What an inventory leads to, looked at before it is adopted.
 *
 * @param inventory the file
 * @param problems  who does not answer; empty when all of it can be adopted
 */
public record Candidate(
        String name, Path inventory, List<NodeName> nodes, List<Found> clusters, List<Finding> problems) {

    public Candidate {
        nodes = List.copyOf(nodes);
        clusters = List.copyOf(clusters);
        problems = List.copyOf(problems);
    }

    /**
     * A cluster that answered.
     *
     * @param server  the API server's address
     * @param uid     UID of the kube-system namespace
     * @param version of Kubernetes
     * @param nodes   its nodes' names, sorted
     */
    public record Found(
            ClusterName cluster, String context, String server, String uid, String version, List<String> nodes) {

        public Found {
            nodes = List.copyOf(nodes);
        }
    }
}
