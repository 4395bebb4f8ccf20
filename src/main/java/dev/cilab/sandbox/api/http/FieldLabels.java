package dev.cilab.sandbox.api.http;

import dev.cilab.sandbox.api.registry.Errors;
import dev.cilab.sandbox.api.registry.Resource;
import dev.cilab.sandbox.api.store.FieldSelector;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which fields a field selector may name, per resource. */
final class FieldLabels {

    private static final Set<String> EVERYWHERE = Set.of("metadata.name", "metadata.namespace");
    private static final List<String> REFERENCE =
            List.of("kind", "namespace", "name", "uid", "apiVersion", "resourceVersion", "fieldPath");
    private static final Map<String, Set<String>> MORE = Map.ofEntries(
            Map.entry(
                    "pods",
                    Set.of(
                            "spec.nodeName",
                            "spec.restartPolicy",
                            "spec.schedulerName",
                            "spec.serviceAccountName",
                            "spec.hostNetwork",
                            "status.phase",
                            "status.podIP",
                            "status.nominatedNodeName")),
            Map.entry("nodes", Set.of("spec.unschedulable")),
            Map.entry("namespaces", Set.of("status.phase")),
            Map.entry("secrets", Set.of("type")),
            Map.entry("services", Set.of("spec.clusterIP", "spec.type")),
            Map.entry("replicationcontrollers", Set.of("status.replicas")),
            Map.entry("replicasets.apps", Set.of("status.replicas")),
            Map.entry("jobs.batch", Set.of("status.successful")));

    private FieldLabels() {}

    static void check(Resource resource, FieldSelector selector, Query query) {
        for (FieldSelector.Requirement requirement : selector.requirements()) {
            if (!supported(resource, requirement.field())) {
                throw Errors.badRequest("Unable to find \"" + resource.type().apiVersion() + ", Resource="
                        + resource.type().plural() + "\" that match label selector \"" + query.text("labelSelector")
                        + "\", field selector \"" + query.text("fieldSelector") + "\": field label not supported: "
                        + requirement.field());
            }
        }
    }

    private static boolean supported(Resource resource, String field) {
        if (EVERYWHERE.contains(field)
                || MORE.getOrDefault(resource.qualified(), Set.of()).contains(field)) {
            return true;
        }
        return switch (resource.qualified()) {
            case "events" ->
                field.startsWith("involvedObject.") && REFERENCE.contains(field.substring("involvedObject.".length()))
                        || Set.of("reason", "reportingComponent", "source", "type")
                                .contains(field);
            case "events.events.k8s.io" ->
                field.startsWith("regarding.") && REFERENCE.contains(field.substring("regarding.".length()))
                        || Set.of("reason", "reportingController", "type").contains(field);
            default -> false;
        };
    }
}
