package dev.cilab.sandbox.cluster.kubelet;

import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.cluster.machinery.Meta;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A pod's own fields as the downward API gives them to its containers. */
record PodFields(ObjectNode pod, String hostname, String nodeName, String hostIp, String podIp) {

    private static final String LABEL = "metadata.labels['";
    private static final String ANNOTATION = "metadata.annotations['";

    /** Empty for a field that is not set. */
    String value(String path) {
        if (path.startsWith(LABEL)) {
            return Meta.label(pod, key(path, LABEL));
        }
        if (path.startsWith(ANNOTATION)) {
            return Meta.annotation(pod, key(path, ANNOTATION));
        }
        return switch (path) {
            case "metadata.name" -> Meta.name(pod);
            case "metadata.namespace" -> Meta.namespace(pod);
            case "metadata.uid" -> Meta.uid(pod);
            case "metadata.labels" -> lines(pod.path("metadata").path("labels"));
            case "metadata.annotations" -> lines(pod.path("metadata").path("annotations"));
            case "spec.nodeName" -> nodeName;
            case "spec.serviceAccountName" -> Json.text(pod, "spec", "serviceAccountName");
            case "status.hostIP", "status.hostIPs" -> hostIp;
            case "status.podIP", "status.podIPs" -> podIp;
            default -> "";
        };
    }

    private static String key(String path, String prefix) {
        return path.substring(prefix.length(), path.length() - 2);
    }

    private static String lines(JsonNode map) {
        return map.properties().stream()
                .map(entry -> entry.getKey() + "=\"" + entry.getValue().asString("") + "\"")
                .sorted()
                .collect(Collectors.joining("\n"));
    }
}
