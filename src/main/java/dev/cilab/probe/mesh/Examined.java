package dev.cilab.probe.mesh;

import dev.cilab.exec.Unreachable;
import dev.cilab.kube.Cluster;
import dev.cilab.kube.KubeObject;
import dev.cilab.kube.Ref;
import dev.cilab.lab.Topology.KubeCluster;
import dev.cilab.probe.cilium.AgentPods;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the doctor looks at in one cluster.
 *
 * @param member       empty where Cilium is not installed
 * @param access       empty where ClusterMesh is not enabled
 * @param certificates those that the CA signs, by Secret; what is missing has no entry
 * @param remotes      remote clusters that the agents are told of
 * @param services     by {@code NAMESPACE/NAME}
 * @param readyReplicas of clustermesh-apiserver; -1 where there is no such Deployment
 */
record Examined(
        String name,
        Optional<Member> member,
        String version,
        boolean kubeProxyReplacement,
        Optional<Access> access,
        int readyReplicas,
        Optional<X509Certificate> ca,
        Map<String, X509Certificate> certificates,
        Map<String, String> remotes,
        Map<String, KubeObject> services) {

    static final List<String> HUBBLE = List.of("hubble-server-certs", "hubble-relay-client-certs");
    static final List<String> MESH = List.of(
            "clustermesh-apiserver-server-cert",
            "clustermesh-apiserver-admin-cert",
            "clustermesh-apiserver-remote-cert");

    static Examined of(Cluster api, KubeCluster cluster) throws Unreachable {
        CertificateStore store = new CertificateStore(api);
        Map<String, X509Certificate> certificates = new TreeMap<>();
        for (List<String> secrets : List.of(HUBBLE, MESH)) {
            for (String secret : secrets) {
                store.certificate(secret, "tls.crt").ifPresent(found -> certificates.put(secret, found));
            }
        }
        Optional<KubeObject> config = api.get(Ref.one("configmaps", Access.NAMESPACE, "cilium-config"));
        Optional<Member> member = LiveMember.read(api, cluster);
        Map<String, KubeObject> services = new TreeMap<>();
        api.list(Ref.all("services")).forEach(each -> services.put(each.namespace() + "/" + each.name(), each));
        return new Examined(
                cluster.name().value(),
                member,
                version(api),
                config.map(found -> found.at("/data/kube-proxy-replacement")
                                .asString("")
                                .equals("true"))
                        .orElse(false),
                Access.of(api),
                api.get(Ref.one("deployments", Access.NAMESPACE, Access.APISERVER))
                        .map(found -> found.at("/status/readyReplicas").asInt(0))
                        .orElse(-1),
                store.ca(),
                certificates,
                RemoteConfig.of(api, member.map(Member::name).orElse("")),
                services);
    }

    private static String version(Cluster api) throws Unreachable {
        return api.list(Ref.in("pods", Access.NAMESPACE), "k8s-app=cilium", "").stream()
                .map(AgentPods::version)
                .findFirst()
                .orElse("");
    }

    /** Minor version of Cilium 1; 0 if it is not known. */
    int minor() {
        String[] parts = version.split("\\.");
        return parts.length > 1 && parts[1].matches("\\d{1,3}") ? Integer.parseInt(parts[1]) : 0;
    }

    /** Its name in the mesh; its name in the topology where it has none. */
    String meshName() {
        return member.map(Member::name).orElse(name);
    }

    boolean global(KubeObject service) {
        return List.of("service.cilium.io/global", "io.cilium/global-service").stream()
                .anyMatch(key -> "true".equals(service.annotations().get(key)));
    }
}
