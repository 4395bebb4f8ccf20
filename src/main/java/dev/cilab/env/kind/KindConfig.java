package dev.cilab.env.kind;

import dev.cilab.data.Yaml;
import dev.cilab.lab.Provisioning;
import dev.cilab.lab.Topology;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Writes the configuration of one cluster in kind's own format, {@code kind.x-k8s.io/v1alpha4}. */
final class KindConfig {

    private final Topology topology;
    private final Provisioning provisioning;
    private final Mark mark;

    KindConfig(Topology topology, Provisioning provisioning, Mark mark) {
        this.topology = topology;
        this.provisioning = provisioning;
        this.mark = mark;
    }

    /** The lab's image, else the one whose tag is the cluster's version. */
    String image(Topology.KubeCluster cluster) {
        return provisioning.image().isEmpty() ? "kindest/node:" + cluster.version() : provisioning.image();
    }

    String of(Topology.KubeCluster cluster) {
        List<KindNode> nodes = KindNode.of(topology, cluster);
        Map<String, Object> networking = new LinkedHashMap<>();
        networking.put("podSubnet", cluster.podCidr());
        networking.put("serviceSubnet", cluster.serviceCidr());
        networking.put("disableDefaultCNI", true); // Cilium is the CNI
        networking.put("kubeProxyMode", "none"); // and takes kube-proxy's place
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("kind", "Cluster");
        config.put("apiVersion", "kind.x-k8s.io/v1alpha4");
        config.put("name", cluster.name().value());
        config.put("networking", networking);
        config.put("kubeadmConfigPatches", List.of(certificateNames(cluster, nodes)));
        config.put("nodes", nodes.stream().map(node -> node(node, cluster)).toList());
        return Yaml.of(config);
    }

    /** The API server must be believed at the address that the lab knows it by; the list replaces kind's own. */
    private static String certificateNames(Topology.KubeCluster cluster, List<KindNode> nodes) {
        List<String> names = new ArrayList<>(List.of("localhost", "127.0.0.1"));
        nodes.stream()
                .filter(KindNode::controlPlane)
                .flatMap(node -> Stream.concat(
                        Stream.of(node.container(), node.name().value()),
                        DockerNetworks.attached(node.machine()).map(Topology.Interface::address)))
                .map(name -> name.replaceFirst("/.*", ""))
                .distinct()
                .forEach(names::add);
        Map<String, Object> patch = new LinkedHashMap<>();
        patch.put("kind", "ClusterConfiguration");
        patch.put("apiServer", Map.of("certSANs", names));
        return Yaml.of(patch);
    }

    private Map<String, Object> node(KindNode node, Topology.KubeCluster cluster) {
        Map<String, Object> yaml = new LinkedHashMap<>();
        yaml.put("role", node.controlPlane() ? "control-plane" : "worker");
        yaml.put("image", image(cluster));
        yaml.put("extraMounts", List.of(mount()));
        List<Map<String, Object>> ports = ports(node);
        if (!ports.isEmpty()) {
            yaml.put("extraPortMappings", ports);
        }
        boolean untaint = node.controlPlane() && !cluster.controlPlaneTaint();
        if (node.renamed() || untaint) {
            yaml.put(
                    "kubeadmConfigPatches",
                    List.of(
                            registration(node, untaint, "InitConfiguration"),
                            registration(node, untaint, "JoinConfiguration")));
        }
        return yaml;
    }

    /** What the node is in Kubernetes; each kind of configuration takes only the patch of its own kind. */
    private static String registration(KindNode node, boolean untaint, String configuration) {
        Map<String, Object> registration = new LinkedHashMap<>();
        registration.put("name", node.name().value());
        if (untaint) {
            registration.put("taints", List.of());
        }
        Map<String, Object> patch = new LinkedHashMap<>();
        patch.put("kind", configuration);
        patch.put("nodeRegistration", registration);
        return Yaml.of(patch);
    }

    private Map<String, Object> mount() {
        Map<String, Object> mount = new LinkedHashMap<>();
        mount.put("hostPath", "/dev/null");
        mount.put("containerPath", mark.mountPoint());
        mount.put("readOnly", true);
        return mount;
    }

    /** Only this machine may use them: a lab's services are nobody else's business. */
    private List<Map<String, Object>> ports(KindNode node) {
        List<Map<String, Object>> ports = new ArrayList<>();
        provisioning.ports().getOrDefault(node.name(), Map.of()).forEach((here, there) -> {
            Map<String, Object> port = new LinkedHashMap<>();
            port.put("containerPort", there);
            port.put("hostPort", here);
            port.put("listenAddress", "127.0.0.1");
            ports.add(port);
        });
        return ports;
    }
}
