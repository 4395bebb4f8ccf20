package dev.cilab.sandbox.cilium.mesh;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * How another cluster is reached: a value of the Secret {@code cilium-clustermesh}.
 *
 * @param endpoints URLs, e.g. {@code https://east.mesh.cilium.io:32379}
 * @param authority path of the certificate that the server's must be signed by; the other two are the client's
 */
record EtcdConfig(List<String> endpoints, String authority, String key, String certificate) {

    EtcdConfig {
        endpoints = List.copyOf(endpoints);
    }

    /** One without endpoints where the text says none. */
    static EtcdConfig parse(String text) {
        JsonNode root;
        try {
            root = YAMLMapper.shared().readTree(text);
        } catch (JacksonException notYaml) {
            return new EtcdConfig(List.of(), "", "", "");
        }
        List<String> endpoints = new ArrayList<>();
        root.path("endpoints").forEach(endpoint -> endpoints.add(endpoint.asString()));
        return new EtcdConfig(
                endpoints,
                root.path("trusted-ca-file").asString(""),
                root.path("key-file").asString(""),
                root.path("cert-file").asString(""));
    }

    boolean usable() {
        return !endpoints.isEmpty();
    }

    String endpoint() {
        return endpoints.getFirst();
    }

    String host() {
        String host = URI.create(endpoint()).getHost();
        return host == null ? "" : host;
    }

    int port() {
        return URI.create(endpoint()).getPort();
    }
}
