package dev.cilab.probe.mesh;

import dev.cilab.exec.Unreachable;
import dev.cilab.kube.Cluster;
import dev.cilab.kube.KubeObject;
import dev.cilab.kube.Ref;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Where other clusters reach a cluster's {@code clustermesh-apiserver}, by the type of its Service, as {@code cilium clustermesh connect}
 * decides it.
 *
 * @param type {@code NodePort LoadBalancer ClusterIP}
 * @param ips  one for a NodePort: that of the first node that has one, an ExternalIP before an InternalIP
 */
public record Access(String type, List<String> ips, int port) {

    static final String NAMESPACE = "kube-system";
    static final String APISERVER = "clustermesh-apiserver";

    public Access {
        ips = List.copyOf(ips);
    }

    /** Empty where there is no such Service, which means that the cluster takes part in no mesh. */
    public static Optional<Access> of(Cluster cluster) throws Unreachable {
        Optional<KubeObject> service = cluster.get(Ref.one("services", NAMESPACE, APISERVER));
        return service.isEmpty() ? Optional.empty() : Optional.of(of(cluster, service.get()));
    }

    private static Access of(Cluster cluster, KubeObject service) throws Unreachable {
        String type = service.at("/spec/type").asString("ClusterIP");
        int port = service.at("/spec/ports/0/port").asInt(0);
        return switch (type) {
            case "NodePort" ->
                new Access(
                        type,
                        nodeAddress(cluster),
                        service.at("/spec/ports/0/nodePort").asInt(0));
            case "LoadBalancer" ->
                new Access(
                        type,
                        service.at("/status/loadBalancer/ingress")
                                .valueStream()
                                .map(each -> each.path("ip").asString(""))
                                .filter(ip -> !ip.isEmpty())
                                .toList(),
                        port);
            default -> new Access(type, List.of(service.at("/spec/clusterIP").asString("")), port);
        };
    }

    private static List<String> nodeAddress(Cluster cluster) throws Unreachable {
        return cluster.list(Ref.all("nodes")).stream()
                .flatMap(node -> Stream.concat(address(node, "ExternalIP"), address(node, "InternalIP")))
                .limit(1)
                .toList();
    }

    private static Stream<String> address(KubeObject node, String type) {
        return node.at("/status/addresses")
                .valueStream()
                .filter(each -> each.path("type").asString("").equals(type))
                .map((JsonNode each) -> each.path("address").asString(""));
    }

    /** {@code 172.18.0.3:32379}, one for each address. */
    public List<String> endpoints() {
        return ips.stream().map(ip -> ip + ":" + port).toList();
    }
}
