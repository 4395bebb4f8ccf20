package dev.cilab.lab;

import dev.cilab.lab.cel.Expression;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Something a step does. One record per verb of a lab file; variables are already replaced. */
public sealed interface Action {

    /** What it does in a few words, e.g. {@code apply manifests/webpod.yaml}. */
    default String summary() {
        return ActionSummary.of(this);
    }

    /** Can it change anything at all? One that only looks tells nothing about what has been done. */
    default boolean changes() {
        return true;
    }

    /** The cluster's own name, or empty for the topology's only cluster. */
    interface OnCluster {
        Optional<ClusterName> cluster();
    }

    /** Server-side apply, in order. */
    record Apply(Optional<ClusterName> cluster, List<Manifest> manifests) implements Action, OnCluster {}

    /** Deletes what the manifests name; what is absent already is no change. */
    record Delete(Optional<ClusterName> cluster, List<Manifest> manifests) implements Action, OnCluster {}

    /** Labels of nodes. */
    record Label(Optional<ClusterName> cluster, List<NodeName> nodes, Map<String, String> set, List<String> unset)
            implements Action, OnCluster {}

    record Annotate(
            Optional<ClusterName> cluster,
            String kind,
            String namespace,
            String name,
            Map<String, String> set,
            List<String> unset)
            implements Action, OnCluster {}

    /** A JSON merge patch. */
    record Patch(Optional<ClusterName> cluster, String kind, String namespace, String name, Map<String, Object> patch)
            implements Action, OnCluster {}

    record Scale(Optional<ClusterName> cluster, String kind, String namespace, String name, int replicas)
            implements Action, OnCluster {}

    /**
     * {@code kubectl rollout restart}, then waiting until every replica is updated and ready.
     *
     * @param onlyUnready restart only when a pod of the workload is not Ready (repairs a broken agent, changes nothing otherwise)
     */
    record Restart(Optional<ClusterName> cluster, String kind, String namespace, String name, boolean onlyUnready)
            implements Action, OnCluster {}

    /**
     * Lines of an FRR configuration that must be in the running configuration, and in frr.conf so that they survive a restart.
     *
     * @param block  the block they belong to, e.g. {@code router bgp 65000}; empty = top level
     * @param daemons daemons that must be enabled in /etc/frr/daemons, e.g. {@code bgpd}
     */
    record FrrConfigure(NodeName node, Method method, List<String> daemons, String block, List<String> lines)
            implements Action {

        /** The tutorial's two ways. */
        public enum Method {
            FILE,
            VTYSH
        }
    }

    /** Static routes: prefix → next hop, per node. */
    record Route(Map<NodeName, Map<String, String>> add, Map<NodeName, List<String>> remove) implements Action {}

    record Sysctl(NodeName node, String key, String value, boolean persist) implements Action {}

    /**
     * A shell command on nodes.
     *
     * @param unless a command whose success means there is nothing to do (empty = run always; such an action never counts as changed
     *               when {@code reads} is true)
     */
    record Exec(List<NodeName> nodes, String run, String unless, boolean reads) implements Action {
        @Override
        public boolean changes() {
            return !reads;
        }
    }

    /**
     * A Helm release, installed or upgraded.
     *
     * @param chart   a name that the environment knows the place of, or the place itself: a folder, a .tgz, an https or oci address
     * @param version of the chart
     * @param files   later ones win
     * @param set     on top of the files, by path as {@code helm --set} takes it, e.g. {@code cluster.name}; null takes a value back to
     *                the chart's default
     * @param reuse   start from the values that the release has ({@code --reuse-values})
     * @param restart what reads its configuration only at start and must be restarted when the release changed
     */
    record Helm(
            Optional<ClusterName> cluster,
            String release,
            String namespace,
            String chart,
            String version,
            List<ValuesFile> files,
            Map<String, Object> set,
            boolean reuse,
            List<Workload> restart)
            implements Action, OnCluster {

        /** In the release's namespace, e.g. {@code daemonset} and {@code cilium}. */
        public record Workload(String kind, String name) {
            @Override
            public String toString() {
                return kind + "/" + name;
            }
        }
    }

    /**
     * Captures packets on several machines at once, keeps them there as {@code /tmp/NAME.pcap}, and does something meanwhile. When every
     * machine has its file, there is nothing to do.
     *
     * @param devices empty = the interfaces with which each machine joins segments
     * @param filter  in pcap-filter's language; empty = everything
     * @param during  done while every machine listens
     * @param until   over {@code packets}, {@code updates}, {@code tunnels} as captured so far: ends the capture; empty = the time alone does
     * @param longest with {@code until}: when it has failed; without: how long it goes on after {@code during}
     */
    record Capture(
            String name,
            List<NodeName> nodes,
            List<String> devices,
            String filter,
            List<Action> during,
            Optional<Expression> until,
            Duration longest)
            implements Action {
        public Capture {
            nodes = List.copyOf(nodes);
            devices = List.copyOf(devices);
            during = List.copyOf(during);
        }
    }

    /**
     * Sends requests from one place while something is done, and keeps there what became of them as {@code /tmp/NAME.traffic}. When the file is
     * there and what is done meanwhile is done, there is nothing to do.
     *
     * @param call    of the probe {@code traffic}, with a rate
     * @param first   done before, so that there is something to disturb even where a run was cut short in the middle
     * @param when    over the answers so far: then it begins; empty = once nothing is lost
     * @param during  done while requests are sent
     * @param until   over the answers so far: when the traffic may end
     * @param longest the longest wait for either
     */
    record Traffic(
            String name,
            ProbeCall call,
            List<Action> first,
            Optional<Expression> when,
            List<Action> during,
            Optional<Expression> until,
            Duration longest)
            implements Action {
        public Traffic {
            first = List.copyOf(first);
            during = List.copyOf(during);
        }
    }

    /**
     * A Secret of one cluster given to others. What in them was signed with the former one is taken away and made anew by the Helm release.
     *
     * @param signed Secrets whose {@code tls.crt} the release has signed with this one
     * @param force  even where the cluster is in a mesh already
     */
    record SecretCopy(
            ClusterName from, List<ClusterName> to, String namespace, String secret, List<String> signed, boolean force)
            implements Action {
        public SecretCopy {
            to = List.copyOf(to);
            signed = List.copyOf(signed);
        }
    }

    /** Cilium's ClusterMesh, by the values of the Helm release {@code cilium} of each cluster. */
    sealed interface Mesh extends Action {

        List<ClusterName> clusters();

        /**
         * May clusters with these values be in one mesh? Changes nothing.
         *
         * @param values the values that the releases are to have, one list per cluster in the order of {@code clusters}
         */
        record Preflight(List<ClusterName> clusters, List<List<ValuesFile>> values) implements Mesh {
            public Preflight {
                clusters = List.copyOf(clusters);
                values = List.copyOf(values);
            }

            @Override
            public boolean changes() {
                return false;
            }
        }

        /**
         * An API server for other clusters in each cluster.
         *
         * @param nodePort of the first cluster; the chart's where 0
         */
        record Enable(List<ClusterName> clusters, int nodePort, boolean kvstoremesh) implements Mesh {
            public Enable {
                clusters = List.copyOf(clusters);
            }
        }

        /** Takes what {@link Enable} made away, and all connections with it. */
        record Disable(List<ClusterName> clusters) implements Mesh {
            public Disable {
                clusters = List.copyOf(clusters);
            }
        }

        /** Each of the clusters to each of the others. */
        record Connect(List<ClusterName> clusters) implements Mesh {
            public Connect {
                clusters = List.copyOf(clusters);
            }
        }

        /** Each of the clusters from each of the others; connections to more clusters stay. */
        record Disconnect(List<ClusterName> clusters) implements Mesh {
            public Disconnect {
                clusters = List.copyOf(clusters);
            }
        }
    }

    /**
     * What {@code kubectl drain --ignore-daemonsets} does: cordons the node and evicts its pods.
     *
     * @param deleteEmptyDirData evict pods with emptyDir volumes too; without it they make the drain refuse
     * @param force              evict pods that no controller will make again; without it they make the drain refuse
     * @param timeout            how long evictions may take, disruption budgets included
     */
    record Drain(
            Optional<ClusterName> cluster, NodeName node, boolean deleteEmptyDirData, boolean force, Duration timeout)
            implements Action, OnCluster {}

    /** Lets pods be scheduled to the node again. */
    record Uncordon(Optional<ClusterName> cluster, NodeName node) implements Action, OnCluster {}

    /** A machine's network interface, up or down; coming up, the machine's routes of the topology come back with it. */
    record Link(NodeName node, String device, boolean up) implements Action {}

    /** A machine without and with power; it loses everything that is only in memory. */
    record Power(NodeName node, boolean on) implements Action {}

    /** An action whose work a later step replaces by something else: once that step is applied, there is nothing to do. */
    record Until(Action action, String step) implements Action {}
}
