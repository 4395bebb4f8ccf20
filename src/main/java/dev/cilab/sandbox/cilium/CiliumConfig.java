package dev.cilab.sandbox.cilium;

import dev.cilab.sandbox.api.ApiError;
import dev.cilab.sandbox.api.Objects;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * The ConfigMap {@code kube-system/cilium-config} as agent and operator read it, once, when they start.
 *
 * @param version of the running image, without a leading {@code v}
 * @param data    the ConfigMap's data
 */
public record CiliumConfig(String version, SortedMap<String, String> data) {

    public static final String NAMESPACE = "kube-system";
    public static final String NAME = "cilium-config";

    /** @throws ApiError 404 when there is no such ConfigMap */
    public static CiliumConfig read(Objects objects, String version) {
        JsonNode map = objects.get(objects.type("v1", "ConfigMap"), NAMESPACE, NAME)
                .orElseThrow(() -> new ApiError(404, "NotFound", "configmaps \"" + NAME + "\" not found"));
        SortedMap<String, String> data = new TreeMap<>();
        for (Map.Entry<String, JsonNode> entry : map.path("data").properties()) {
            data.put(entry.getKey(), entry.getValue().asString());
        }
        return new CiliumConfig(version, data);
    }

    public Dialect dialect() {
        return Dialect.of(version);
    }

    public String text(String key, String otherwise) {
        return data.getOrDefault(key, otherwise);
    }

    public boolean on(String key) {
        return "true".equals(data.get(key));
    }

    public String clusterName() {
        return text("cluster-name", "default");
    }

    /** 0 = in no mesh. */
    public int clusterId() {
        return Integer.parseInt(text("cluster-id", "0"));
    }

    public boolean bgp() {
        return on("enable-bgp-control-plane");
    }

    /** On unless switched off: the key exists since 1.17. */
    public boolean bgpStatusReport() {
        return !"false".equals(data.get("enable-bgp-control-plane-status-report"));
    }

    public String bgpSecretsNamespace() {
        return text("bgp-secrets-namespace", NAMESPACE);
    }

    public boolean clusterPool() {
        return text("ipam", "cluster-pool").equals("cluster-pool");
    }

    /** In which traffic keeps its source; empty = none. */
    public String nativeRoutingCidr() {
        return text("ipv4-native-routing-cidr", "");
    }
}
