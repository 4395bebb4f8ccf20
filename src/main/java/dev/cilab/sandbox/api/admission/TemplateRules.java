package dev.cilab.sandbox.api.admission;

import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.api.registry.Causes;
import dev.cilab.sandbox.api.registry.Rules;
import dev.cilab.sandbox.api.store.LabelSelector;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Deployments, ReplicaSets, DaemonSets, StatefulSets: a selector and a pod template, and each its own defaults. */
final class TemplateRules implements Rules {

    private final Consumer<ObjectNode> specDefaults;

    private TemplateRules(Consumer<ObjectNode> specDefaults) {
        this.specDefaults = specDefaults;
    }

    static Rules deployment() {
        return new TemplateRules(spec -> {
            Defaults.number(spec, "replicas", 1);
            Defaults.number(spec, "revisionHistoryLimit", 10);
            Defaults.number(spec, "progressDeadlineSeconds", 600);
            ObjectNode strategy = Json.object(spec, "strategy");
            Defaults.text(strategy, "type", "RollingUpdate");
            if (Json.text(strategy, "type").equals("RollingUpdate")) {
                ObjectNode rolling = Json.object(strategy, "rollingUpdate");
                Defaults.text(rolling, "maxUnavailable", "25%");
                Defaults.text(rolling, "maxSurge", "25%");
            }
        });
    }

    static Rules replicaSet() {
        return new TemplateRules(spec -> Defaults.number(spec, "replicas", 1));
    }

    static Rules daemonSet() {
        return new TemplateRules(spec -> {
            Defaults.number(spec, "revisionHistoryLimit", 10);
            ObjectNode strategy = Json.object(spec, "updateStrategy");
            Defaults.text(strategy, "type", "RollingUpdate");
            if (Json.text(strategy, "type").equals("RollingUpdate")) {
                ObjectNode rolling = Json.object(strategy, "rollingUpdate");
                Defaults.number(rolling, "maxUnavailable", 1);
                Defaults.number(rolling, "maxSurge", 0);
            }
        });
    }

    static Rules statefulSet() {
        return new TemplateRules(spec -> {
            Defaults.number(spec, "replicas", 1);
            Defaults.number(spec, "revisionHistoryLimit", 10);
            Defaults.text(spec, "podManagementPolicy", "OrderedReady");
            ObjectNode strategy = Json.object(spec, "updateStrategy");
            Defaults.text(strategy, "type", "RollingUpdate");
            if (Json.text(strategy, "type").equals("RollingUpdate")) {
                Defaults.number(Json.object(strategy, "rollingUpdate"), "partition", 0);
            }
            ObjectNode retention = Json.object(spec, "persistentVolumeClaimRetentionPolicy");
            Defaults.text(retention, "whenDeleted", "Retain");
            Defaults.text(retention, "whenScaled", "Retain");
        });
    }

    @Override
    public void complete(ObjectNode object, ObjectNode old) {
        ObjectNode spec = Json.object(object, "spec");
        specDefaults.accept(spec);
        template(spec);
        if (old == null) {
            object.putObject("status");
        }
    }

    static void template(ObjectNode spec) {
        ObjectNode template = Json.object(spec, "template");
        ObjectNode metadata = Json.object(template, "metadata");
        if (!metadata.has("creationTimestamp")) {
            metadata.putNull("creationTimestamp");
        }
        PodDefaults.complete(Json.object(template, "spec"));
    }

    @Override
    public void validate(ObjectNode object, ObjectNode old, Causes causes) {
        JsonNode spec = object.path("spec");
        count(spec, "replicas", causes);
        count(spec, "minReadySeconds", causes);
        count(spec, "revisionHistoryLimit", causes);
        selector(spec, old, causes);
        PodChecks.check(Json.at(spec, "template", "spec"), "spec.template.spec", causes);
        String restart = Json.text(spec, "template", "spec", "restartPolicy");
        if (!restart.equals("Always")) {
            causes.unsupported("spec.template.spec.restartPolicy", restart, List.of("Always"));
        }
    }

    private static void selector(JsonNode spec, ObjectNode old, Causes causes) {
        JsonNode selector = spec.path("selector");
        if (selector.isMissingNode() || selector.isNull()) {
            causes.required("spec.selector", "");
            return;
        }
        if (selector.path("matchLabels").isEmpty()
                && selector.path("matchExpressions").isEmpty()) {
            causes.invalid("spec.selector", selector, "empty selector is invalid for deployment");
        } else if (!LabelSelector.of(selector).test((ObjectNode) spec.path("template"))) {
            JsonNode labels = Json.at(spec, "template", "metadata", "labels");
            causes.invalid(
                    "spec.template.metadata.labels", new GoMap(labels), "`selector` does not match template `labels`");
        }
        if (old != null && !Json.at(old, "spec", "selector").equals(selector)) {
            causes.invalid("spec.selector", selector, "field is immutable");
        }
    }

    private static void count(JsonNode spec, String field, Causes causes) {
        JsonNode value = spec.path(field);
        if (value.isNumber() && value.asLong() < 0) {
            causes.invalid("spec." + field, value, "must be greater than or equal to 0");
        }
    }

    /** Labels as messages show them: {@code map[string]string{"app":"x"}}. */
    private record GoMap(JsonNode labels) {
        @Override
        public String toString() {
            Map<String, String> sorted = new TreeMap<>();
            labels.properties()
                    .forEach(
                            label -> sorted.put(label.getKey(), label.getValue().asString("")));
            List<String> pairs = sorted.entrySet().stream()
                    .map(pair -> "\"" + pair.getKey() + "\":\"" + pair.getValue() + "\"")
                    .toList();
            return "map[string]string{" + String.join(", ", pairs) + "}";
        }
    }
}
