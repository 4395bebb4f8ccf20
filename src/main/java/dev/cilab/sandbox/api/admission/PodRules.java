package dev.cilab.sandbox.api.admission;

import static dev.cilab.sandbox.api.admission.Defaults.objects;

import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.api.registry.Causes;
import dev.cilab.sandbox.api.registry.Rules;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Pods: defaults, what admission adds (tolerations, priority, service account), and a spec that hardly changes. */
final class PodRules implements Rules {

    private static final int TOLERATION_SECONDS = 300;
    private static final Map<String, Integer> PRIORITIES =
            Map.of("system-node-critical", 2_000_001_000, "system-cluster-critical", 2_000_000_000);
    private static final String FROZEN = """
            pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,\
            `spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),\
            `spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)""";

    @Override
    public void complete(ObjectNode object, ObjectNode old) {
        ObjectNode spec = Json.object(object, "spec");
        PodDefaults.complete(spec);
        Defaults.text(spec, "serviceAccountName", "default");
        spec.put("serviceAccount", Json.text(spec, "serviceAccountName"));
        Defaults.flag(spec, "enableServiceLinks", true);
        Defaults.text(spec, "preemptionPolicy", "PreemptLowerPriority");
        Defaults.number(spec, "priority", PRIORITIES.getOrDefault(Json.text(spec, "priorityClassName"), 0));
        if (old == null) {
            tolerate(spec, "node.kubernetes.io/not-ready");
            tolerate(spec, "node.kubernetes.io/unreachable");
            ObjectNode status = object.putObject("status");
            status.put("phase", "Pending");
            status.put("qosClass", quality(spec));
        }
    }

    @Override
    public void validate(ObjectNode object, ObjectNode old, Causes causes) {
        PodChecks.check(object.path("spec"), "spec", causes);
        if (old != null && !frozen(object).equals(frozen(old))) {
            causes.forbidden("spec", FROZEN);
        }
    }

    /** The spec without the fields that may change. */
    private static JsonNode frozen(ObjectNode pod) {
        if (!(pod.path("spec").deepCopy() instanceof ObjectNode spec)) {
            return pod.path("spec");
        }
        spec.remove(List.of("activeDeadlineSeconds", "tolerations"));
        for (String field : List.of("containers", "initContainers")) {
            objects(spec.path(field)).forEach(container -> container.remove("image"));
        }
        return spec;
    }

    private static void tolerate(ObjectNode spec, String taint) {
        ArrayNode tolerations =
                spec.get("tolerations") instanceof ArrayNode given ? given : spec.putArray("tolerations");
        for (ObjectNode known : objects(tolerations)) {
            String effect = Json.text(known, "effect");
            boolean sameKey = Json.text(known, "key").equals(taint)
                    || Json.text(known, "key").isEmpty();
            if (sameKey && (effect.isEmpty() || effect.equals("NoExecute"))) {
                return;
            }
        }
        tolerations
                .addObject()
                .put("effect", "NoExecute")
                .put("key", taint)
                .put("operator", "Exists")
                .put("tolerationSeconds", TOLERATION_SECONDS);
    }

    private static String quality(ObjectNode spec) {
        boolean any = false;
        boolean all = true;
        for (String field : List.of("containers", "initContainers")) {
            for (ObjectNode container : objects(spec.path(field))) {
                JsonNode limits = Json.at(container, "resources", "limits");
                JsonNode requests = Json.at(container, "resources", "requests");
                any |= named(limits) || named(requests);
                for (String resource : Set.of("cpu", "memory")) {
                    all &= limits.has(resource) && limits.get(resource).equals(requests.path(resource));
                }
            }
        }
        return !any ? "BestEffort" : all ? "Guaranteed" : "Burstable";
    }

    private static boolean named(JsonNode quantities) {
        return quantities.has("cpu") || quantities.has("memory");
    }
}
