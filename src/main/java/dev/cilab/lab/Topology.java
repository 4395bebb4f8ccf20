package dev.cilab.lab;

import java.util.List;
import java.util.Optional;

/** The machines of a lab, the wires between them and the clusters on them; the same for every environment. */
public record Topology(String name, List<Segment> segments, List<Machine> machines, List<KubeCluster> clusters) {

    public Topology {
        segments = List.copyOf(segments);
        machines = List.copyOf(machines);
        clusters = List.copyOf(clusters);
    }

    /** An Ethernet segment; machines join it with an interface. */
    public record Segment(String name, String subnet) {}

    /** @param roles e.g. {@code control-plane}, {@code worker}, {@code router} */
    public record Machine(NodeName name, List<String> roles, List<Interface> interfaces, List<StaticRoute> routes) {
        public Machine {
            roles = List.copyOf(roles);
            interfaces = List.copyOf(interfaces);
            routes = List.copyOf(routes);
        }

        /** The address without its prefix length that the machine is known by: that of its first interface. */
        public String address() {
            String cidr = interfaces.getFirst().address();
            return cidr.substring(0, cidr.indexOf('/'));
        }
    }

    /** @param address CIDR notation; @param segment absent for a loopback-like interface that leads nowhere */
    public record Interface(String name, String address, Optional<String> segment) {}

    public record StaticRoute(String to, String via) {}

    /**
     * @param version           the Kubernetes version, e.g. {@code v1.33.2}
     * @param nodes             control plane first
     * @param context           its name in the kubeconfig
     * @param controlPlaneTaint whether the control plane keeps kubeadm's taint, so that it takes no ordinary pods
     */
    public record KubeCluster(
            ClusterName name,
            String version,
            String podCidr,
            String serviceCidr,
            List<NodeName> nodes,
            String context,
            boolean controlPlaneTaint) {
        public KubeCluster {
            nodes = List.copyOf(nodes);
        }

        /** With a context of the cluster's own name and a control plane that takes pods. */
        public KubeCluster(ClusterName name, String version, String podCidr, String serviceCidr, List<NodeName> nodes) {
            this(name, version, podCidr, serviceCidr, nodes, name.value(), false);
        }
    }

    public Optional<Machine> machine(NodeName name) {
        return machines.stream().filter(m -> m.name().equals(name)).findFirst();
    }
}
