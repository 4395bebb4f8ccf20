package dev.cilab.sandbox.api.admission;

import static dev.cilab.sandbox.api.admission.Defaults.absent;
import static dev.cilab.sandbox.api.admission.Defaults.empty;
import static dev.cilab.sandbox.api.admission.Defaults.number;
import static dev.cilab.sandbox.api.admission.Defaults.objects;
import static dev.cilab.sandbox.api.admission.Defaults.text;

import dev.cilab.sandbox.api.Json;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The defaults of a pod's spec, in pods and in templates alike. */
final class PodDefaults {

    private static final int GRACE_SECONDS = 30;
    private static final int READ_ALL = 0644;

    private PodDefaults() {}

    static void complete(ObjectNode spec) {
        text(spec, "restartPolicy", "Always");
        number(spec, "terminationGracePeriodSeconds", GRACE_SECONDS);
        text(spec, "dnsPolicy", "ClusterFirst");
        empty(spec, "securityContext");
        text(spec, "schedulerName", "default-scheduler");
        String account = Json.text(spec, "serviceAccountName");
        if (!account.isEmpty()) {
            spec.put("serviceAccount", account);
        } else if (!Json.text(spec, "serviceAccount").isEmpty()) {
            spec.put("serviceAccountName", Json.text(spec, "serviceAccount"));
        }
        boolean hostNetwork = spec.path("hostNetwork").asBoolean(false);
        for (String field : List.of("containers", "initContainers")) {
            objects(spec.path(field)).forEach(container -> container(container, hostNetwork));
        }
        objects(spec.path("volumes")).forEach(PodDefaults::volume);
    }

    private static void container(ObjectNode container, boolean hostNetwork) {
        text(container, "imagePullPolicy", pullPolicy(Json.text(container, "image")));
        text(container, "terminationMessagePath", "/dev/termination-log");
        text(container, "terminationMessagePolicy", "File");
        empty(container, "resources");
        requestsFromLimits(Json.object(container, "resources"));
        for (ObjectNode port : objects(container.path("ports"))) {
            text(port, "protocol", "TCP");
            if (hostNetwork && absent(port, "hostPort") && port.has("containerPort")) {
                port.set("hostPort", port.get("containerPort"));
            }
        }
        for (ObjectNode variable : objects(container.path("env"))) {
            if (Json.at(variable, "valueFrom", "fieldRef") instanceof ObjectNode field) {
                text(field, "apiVersion", "v1");
            }
        }
        for (String probe : List.of("livenessProbe", "readinessProbe", "startupProbe")) {
            if (container.get(probe) instanceof ObjectNode given) {
                probe(given);
            }
        }
    }

    private static void probe(ObjectNode probe) {
        number(probe, "timeoutSeconds", 1);
        number(probe, "periodSeconds", 10);
        number(probe, "successThreshold", 1);
        number(probe, "failureThreshold", 3);
        if (probe.get("httpGet") instanceof ObjectNode http) {
            text(http, "path", "/");
            text(http, "scheme", "HTTP");
        }
        if (probe.get("grpc") instanceof ObjectNode grpc) {
            text(grpc, "service", "");
        }
    }

    private static void volume(ObjectNode volume) {
        if (volume.size() == 1 && volume.has("name")) {
            volume.putObject("emptyDir");
        }
        for (String source : List.of("secret", "configMap", "projected", "downwardAPI")) {
            if (volume.get(source) instanceof ObjectNode given) {
                number(given, "defaultMode", READ_ALL);
            }
        }
        if (volume.get("hostPath") instanceof ObjectNode host) {
            text(host, "type", "");
        }
    }

    private static void requestsFromLimits(ObjectNode resources) {
        JsonNode limits = resources.path("limits");
        if (limits.isEmpty()) {
            return;
        }
        ObjectNode requests = Json.object(resources, "requests");
        for (Map.Entry<String, JsonNode> limit : limits.properties()) {
            if (absent(requests, limit.getKey())) {
                requests.set(limit.getKey(), limit.getValue());
            }
        }
    }

    /** An image without a tag, or tagged latest, may change behind its name. */
    private static String pullPolicy(String image) {
        if (image.contains("@")) {
            return "IfNotPresent";
        }
        String name = image.substring(image.lastIndexOf('/') + 1);
        int colon = name.indexOf(':');
        return colon < 0 || name.endsWith(":latest") ? "Always" : "IfNotPresent";
    }
}
