package dev.cilab.sandbox.api.admission;

import static dev.cilab.sandbox.api.admission.Defaults.objects;

import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.api.registry.Causes;
import dev.cilab.sandbox.api.store.Labels;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What must hold of a pod's spec, in pods and in templates alike. */
final class PodChecks {

    private static final List<String> RESTART = List.of("Always", "OnFailure", "Never");
    private static final List<String> DNS = List.of("ClusterFirstWithHostNet", "ClusterFirst", "Default", "None");
    private static final List<String> PULL = List.of("Always", "IfNotPresent", "Never");
    private static final List<String> PROTOCOLS = List.of("TCP", "UDP", "SCTP");
    private static final List<String> EFFECTS = List.of("NoSchedule", "PreferNoSchedule", "NoExecute");
    private static final int MAX_PORT = 65535;

    private final Causes causes;
    private final Set<String> volumes = new HashSet<>();
    private final Set<String> names = new HashSet<>();

    private PodChecks(Causes causes) {
        this.causes = causes;
    }

    /** @param path of the spec, e.g. {@code spec.template.spec} */
    static void check(JsonNode spec, String path, Causes causes) {
        new PodChecks(causes).spec(spec, path);
    }

    private void spec(JsonNode spec, String path) {
        volumes(spec.path("volumes"), path + ".volumes");
        if (spec.path("containers").isEmpty()) {
            causes.required(path + ".containers", "");
        }
        for (String field : List.of("initContainers", "containers")) {
            List<ObjectNode> containers = objects(spec.path(field));
            for (int i = 0; i < containers.size(); i++) {
                container(containers.get(i), path + "." + field + "[" + i + "]");
            }
        }
        oneOf(spec, "restartPolicy", RESTART, path);
        oneOf(spec, "dnsPolicy", DNS, path);
        if (spec.path("terminationGracePeriodSeconds").asLong(0) < 0) {
            causes.invalid(
                    path + ".terminationGracePeriodSeconds",
                    spec.path("terminationGracePeriodSeconds"),
                    "must be greater than or equal to 0");
        }
        tolerations(objects(spec.path("tolerations")), path + ".tolerations");
    }

    private void container(ObjectNode container, String path) {
        String name = Json.text(container, "name");
        if (name.isEmpty()) {
            causes.required(path + ".name", "");
        } else if (!Labels.isLabel(name)) {
            causes.invalid(path + ".name", name, Labels.LABEL_RULE);
        } else if (!names.add(name)) {
            causes.duplicate(path + ".name", name);
        }
        if (Json.text(container, "image").isBlank()) {
            causes.required(path + ".image", "");
        }
        oneOf(container, "imagePullPolicy", PULL, path);
        ports(objects(container.path("ports")), path + ".ports");
        List<ObjectNode> mounts = objects(container.path("volumeMounts"));
        for (int i = 0; i < mounts.size(); i++) {
            mount(mounts.get(i), path + ".volumeMounts[" + i + "]");
        }
        List<ObjectNode> environment = objects(container.path("env"));
        for (int i = 0; i < environment.size(); i++) {
            if (Json.text(environment.get(i), "name").isEmpty()) {
                causes.required(path + ".env[" + i + "].name", "");
            }
        }
    }

    private void ports(List<ObjectNode> ports, String path) {
        for (int i = 0; i < ports.size(); i++) {
            ObjectNode port = ports.get(i);
            String at = path + "[" + i + "]";
            JsonNode number = port.path("containerPort");
            if (number.isMissingNode()) {
                causes.required(at + ".containerPort", "");
            } else if (number.asInt(0) < 1 || number.asInt(0) > MAX_PORT) {
                causes.invalid(at + ".containerPort", number, "must be between 1 and 65535, inclusive");
            }
            oneOf(port, "protocol", PROTOCOLS, at);
        }
    }

    private void mount(ObjectNode mount, String path) {
        String name = Json.text(mount, "name");
        if (name.isEmpty()) {
            causes.required(path + ".name", "");
        } else if (!volumes.contains(name)) {
            causes.notFound(path + ".name", name);
        }
        if (Json.text(mount, "mountPath").isEmpty()) {
            causes.required(path + ".mountPath", "");
        }
    }

    private void volumes(JsonNode array, String path) {
        List<ObjectNode> all = objects(array);
        for (int i = 0; i < all.size(); i++) {
            String name = Json.text(all.get(i), "name");
            String at = path + "[" + i + "].name";
            if (name.isEmpty()) {
                causes.required(at, "");
            } else if (!Labels.isLabel(name)) {
                causes.invalid(at, name, Labels.LABEL_RULE);
            } else if (!volumes.add(name)) {
                causes.duplicate(at, name);
            }
        }
    }

    private void tolerations(List<ObjectNode> tolerations, String path) {
        for (int i = 0; i < tolerations.size(); i++) {
            ObjectNode toleration = tolerations.get(i);
            String at = path + "[" + i + "]";
            String operator = Json.text(toleration, "operator");
            if (!operator.isEmpty() && !operator.equals("Exists") && !operator.equals("Equal")) {
                causes.unsupported(at + ".operator", operator, List.of("Equal", "Exists"));
            }
            if (Json.text(toleration, "key").isEmpty() && !operator.equals("Exists")) {
                causes.invalid(
                        at + ".operator",
                        operator,
                        "operator must be Exists when `key` is empty, which means \"match all values and all keys\"");
            }
            oneOf(toleration, "effect", EFFECTS, at);
        }
    }

    private void oneOf(JsonNode object, String field, List<String> supported, String path) {
        String value = Json.text(object, field);
        if (!value.isEmpty() && !supported.contains(value)) {
            causes.unsupported(path + "." + field, value, supported);
        }
    }
}
