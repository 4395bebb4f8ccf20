package dev.cilab.probe.mesh;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Is every cluster told of every other, rightly, and does it get there? */
final class ReachRules {

    /** Since Cilium 1.19 two clusters may have the same node port (issue 24692). */
    private static final int SAME_PORTS_SINCE = 19;

    private final List<Examined> clusters;
    private final boolean all;
    private final Mesh mesh;
    private final List<Obstacle> found = new ArrayList<>();

    /** @param mesh what the agents say */
    /** @param all these are all clusters; one that did not answer may be the very one that is missed */
    ReachRules(List<Examined> clusters, boolean all, Mesh mesh) {
        this.clusters = clusters;
        this.all = all;
        this.mesh = mesh;
    }

    List<Obstacle> obstacles() {
        boolean inAMesh = clusters.stream().anyMatch(each -> !each.remotes().isEmpty());
        for (Examined cluster : clusters) {
            if (inAMesh && cluster.access().isEmpty() && cluster.member().isPresent()) {
                found.add(new Obstacle(
                        "not-enabled",
                        cluster.name(),
                        "the other clusters are not connected to this one",
                        "ClusterMesh is not enabled in it: there is no Service clustermesh-apiserver",
                        "cilab mesh enable " + cluster.name()));
            }
            apiserver(cluster);
            told(cluster);
        }
        ports();
        connections();
        return found;
    }

    private void apiserver(Examined cluster) {
        if (cluster.access().isPresent() && cluster.readyReplicas() < 1) {
            found.add(new Obstacle(
                    "apiserver",
                    cluster.name(),
                    "the other clusters lose the connection to this one, and keep what they know of it for a while",
                    cluster.readyReplicas() < 0
                            ? "there is no Deployment clustermesh-apiserver"
                            : "Deployment clustermesh-apiserver has no ready pod",
                    "kubectl -n kube-system get pods -l k8s-app=clustermesh-apiserver -o wide"));
        }
    }

    private void ports() {
        Set<Integer> used = new HashSet<>();
        for (Examined cluster : clusters) {
            Optional<Access> access =
                    cluster.access().filter(each -> each.type().equals("NodePort"));
            boolean affected = cluster.kubeProxyReplacement() && cluster.minor() < SAME_PORTS_SINCE;
            if (access.isPresent() && affected && !used.add(access.get().port())) {
                found.add(new Obstacle(
                        "node-port",
                        cluster.name(),
                        "a remote cluster never becomes ready, or an agent finds its own cluster in place of the other",
                        "node port " + access.get().port()
                                + " is clustermesh-apiserver's in more than one cluster; with kube-proxy "
                                + "replacement before 1.19 an agent may reach its own (cilium issue 24692)",
                        "cilab mesh enable " + String.join(" ", names())));
            }
        }
    }

    private List<String> names() {
        return clusters.stream().map(Examined::name).toList();
    }

    private void told(Examined cluster) {
        for (Examined other : clusters) {
            boolean here = cluster.remotes().containsKey(other.meshName());
            boolean there = other.remotes().containsKey(cluster.meshName());
            if (!other.equals(cluster) && there && !here) {
                found.add(new Obstacle(
                        "one-sided",
                        cluster.name(),
                        cluster.name() + " knows nothing of " + other.name() + ", though " + other.name()
                                + " is connected to it",
                        "its Secret cilium-clustermesh has no entry " + other.meshName(),
                        "cilab mesh connect " + cluster.name() + " " + other.name()));
            }
        }
        cluster.remotes().keySet().stream()
                .filter(remote -> all
                        && clusters.stream().noneMatch(each -> each.meshName().equals(remote)))
                .forEach(remote -> found.add(new Obstacle(
                        "unknown-remote",
                        cluster.name(),
                        "a remote cluster never becomes ready: remote cluster configuration required but not found",
                        "it is told of a cluster \"" + remote + "\", and none of the clusters has that cluster.name",
                        "compare clustermesh.config.clusters with cluster.name of the other clusters")));
    }

    private void connections() {
        for (Connection each : mesh.connections()) {
            boolean explained = found.stream()
                    .anyMatch(obstacle -> obstacle.cluster().contains(each.remote())
                            && Set.of("apiserver", "not-enabled").contains(obstacle.rule()));
            if (!each.reason().isEmpty() && !explained) {
                found.add(new Obstacle(
                        "connection",
                        each.on(),
                        each.node() + " is not connected to cluster " + each.remote() + ": " + each.reason(),
                        each.connected()
                                ? "connected, but the other cluster's state is not there"
                                : "the other cluster's API server at " + endpoints(each.remote())
                                        + " is not reached, or not trusted",
                        "cilab mesh troubleshoot"));
            }
        }
    }

    private String endpoints(String remote) {
        return clusters.stream()
                .filter(each -> each.meshName().equals(remote))
                .flatMap(each -> each.access().stream())
                .map(access -> String.join(", ", access.endpoints()))
                .findFirst()
                .orElse("an unknown address");
    }
}
