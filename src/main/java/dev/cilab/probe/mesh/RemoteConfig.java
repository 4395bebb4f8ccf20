package dev.cilab.probe.mesh;

import dev.cilab.exec.Unreachable;
import dev.cilab.kube.Cluster;
import dev.cilab.kube.KubeObject;
import dev.cilab.kube.Ref;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The remote clusters that a cluster's agents are told of: Secret {@code cilium-clustermesh}, one key per cluster, its value the settings of
 * an etcd client. Keys without endpoints (certificates) are none.
 */
public final class RemoteConfig {

    public static final String SECRET = "cilium-clustermesh";

    private RemoteConfig() {}

    /** Remote cluster → its settings as text, which name files and addresses but hold no keys. Its own name does not count. */
    public static Map<String, String> of(Cluster cluster, String ownName) throws Unreachable {
        Map<String, String> remotes = new TreeMap<>();
        Optional<KubeObject> secret = cluster.get(Ref.one("secrets", Access.NAMESPACE, SECRET));
        secret.ifPresent(found -> found.at("/data").properties().forEach(entry -> {
            String settings =
                    new String(Base64.getDecoder().decode(entry.getValue().asString("")), StandardCharsets.UTF_8);
            if (settings.contains("endpoints:") && !entry.getKey().equals(ownName)) {
                remotes.put(entry.getKey(), settings);
            }
        }));
        return remotes;
    }
}
