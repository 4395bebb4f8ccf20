package dev.cilab.sandbox.api.table;

import static dev.cilab.sandbox.api.table.Texts.name;
import static dev.cilab.sandbox.api.table.Texts.number;
import static dev.cilab.sandbox.api.table.Texts.or;
import static dev.cilab.sandbox.api.table.Texts.orNone;

import dev.cilab.sandbox.api.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Nodes, namespaces, events and the small kinds around them. */
final class ClusterPrinters {

    private static final String ROLE = "node-role.kubernetes.io/";
    private static final String DEFAULT_CLASS = "storageclass.kubernetes.io/is-default-class";

    private ClusterPrinters() {}

    static Map<String, Printer> all() {
        return Map.ofEntries(
                Map.entry(
                        "/Node",
                        new Printer(
                                Column.list(
                                        "Name",
                                        "Status",
                                        "Roles",
                                        "Age",
                                        "Version",
                                        "Internal-IP*",
                                        "External-IP*",
                                        "OS-Image*",
                                        "Kernel-Version*",
                                        "Container-Runtime*"),
                                ClusterPrinters::node)),
                Map.entry(
                        "/Namespace",
                        new Printer(
                                Column.list("Name", "Status", "Age"),
                                (object, ages) ->
                                        List.of(name(object), Json.text(object, "status", "phase"), ages.of(object)))),
                Map.entry("/Event", events()),
                Map.entry("events.k8s.io/Event", events()),
                Map.entry(
                        "/ConfigMap",
                        new Printer(
                                Column.list("Name", "Data", "Age"),
                                (object, ages) -> List.of(
                                        name(object),
                                        object.path("data").size()
                                                + object.path("binaryData").size(),
                                        ages.of(object)))),
                Map.entry(
                        "/Secret",
                        new Printer(
                                Column.list("Name", "Type", "Data#", "Age"),
                                (object, ages) -> List.of(
                                        name(object),
                                        Json.text(object, "type"),
                                        object.path("data").size(),
                                        ages.of(object)))),
                Map.entry(
                        "/ServiceAccount",
                        new Printer(
                                Column.list("Name", "Secrets", "Age"),
                                (object, ages) -> List.of(
                                        name(object), object.path("secrets").size(), ages.of(object)))),
                Map.entry(
                        "coordination.k8s.io/Lease",
                        new Printer(
                                Column.list("Name", "Holder", "Age"),
                                (object, ages) -> List.of(
                                        name(object), Json.text(object, "spec", "holderIdentity"), ages.of(object)))),
                Map.entry(
                        "scheduling.k8s.io/PriorityClass",
                        new Printer(
                                Column.list("Name", "Value#", "Global-Default", "Age", "PreemptionPolicy"),
                                ClusterPrinters::priorityClass)),
                Map.entry(
                        "storage.k8s.io/StorageClass",
                        new Printer(
                                Column.list(
                                        "Name",
                                        "Provisioner",
                                        "ReclaimPolicy",
                                        "VolumeBindingMode",
                                        "AllowVolumeExpansion",
                                        "Age"),
                                ClusterPrinters::storageClass)),
                Map.entry(
                        "storage.k8s.io/CSINode",
                        new Printer(
                                Column.list("Name", "Drivers#", "Age"),
                                (object, ages) -> List.of(
                                        name(object),
                                        Json.at(object, "spec", "drivers").size(),
                                        ages.of(object)))),
                Map.entry("rbac.authorization.k8s.io/RoleBinding", roleBinding()),
                Map.entry("rbac.authorization.k8s.io/ClusterRoleBinding", roleBinding()),
                Map.entry(
                        "apiregistration.k8s.io/APIService",
                        new Printer(Column.list("Name", "Service", "Available", "Age"), ClusterPrinters::apiService)),
                Map.entry("admissionregistration.k8s.io/MutatingWebhookConfiguration", webhooks()),
                Map.entry("admissionregistration.k8s.io/ValidatingWebhookConfiguration", webhooks()));
    }

    private static Printer webhooks() {
        return new Printer(
                Column.list("Name", "Webhooks#", "Age"),
                (object, ages) -> List.of(name(object), object.path("webhooks").size(), ages.of(object)));
    }

    private static List<Object> node(ObjectNode object, Ages ages) {
        JsonNode info = Json.at(object, "status", "nodeInfo");
        return List.of(
                name(object),
                nodeStatus(object),
                nodeRoles(object),
                ages.of(object),
                Json.text(info, "kubeletVersion"),
                nodeAddress(object, "InternalIP"),
                nodeAddress(object, "ExternalIP"),
                or(Json.text(info, "osImage"), "<unknown>"),
                or(Json.text(info, "kernelVersion"), "<unknown>"),
                or(Json.text(info, "containerRuntimeVersion"), "<unknown>"));
    }

    private static String nodeStatus(ObjectNode node) {
        String status = "Unknown";
        for (JsonNode condition : Json.at(node, "status", "conditions")) {
            if (Json.text(condition, "type").equals("Ready")) {
                status = Json.text(condition, "status").equals("True") ? "Ready" : "NotReady";
            }
        }
        return Json.at(node, "spec", "unschedulable").asBoolean(false) ? status + ",SchedulingDisabled" : status;
    }

    private static String nodeRoles(ObjectNode node) {
        TreeSet<String> roles = new TreeSet<>();
        for (Map.Entry<String, JsonNode> label :
                Json.at(node, "metadata", "labels").properties()) {
            if (label.getKey().startsWith(ROLE) && label.getKey().length() > ROLE.length()) {
                roles.add(label.getKey().substring(ROLE.length()));
            } else if (label.getKey().equals("kubernetes.io/role")
                    && !label.getValue().asString("").isEmpty()) {
                roles.add(label.getValue().asString(""));
            }
        }
        return orNone(List.copyOf(roles));
    }

    private static String nodeAddress(ObjectNode node, String type) {
        for (JsonNode address : Json.at(node, "status", "addresses")) {
            if (Json.text(address, "type").equals(type)) {
                return Json.text(address, "address");
            }
        }
        return Texts.NONE;
    }

    /** Both generations of the API: {@code v1} and {@code events.k8s.io/v1} name the same things differently. */
    private static Printer events() {
        return new Printer(
                Column.list(
                        "Last Seen",
                        "Type",
                        "Reason",
                        "Object",
                        "Subobject*",
                        "Source*",
                        "Message",
                        "First Seen*",
                        "Count#*",
                        "Name*"),
                ClusterPrinters::event);
    }

    private static List<Object> event(ObjectNode object, Ages ages) {
        JsonNode about = object.has("involvedObject") ? object.path("involvedObject") : object.path("regarding");
        JsonNode source = object.has("source") ? object.path("source") : object.path("deprecatedSource");
        JsonNode series = object.path("series");
        String first = firstOf(object, "firstTimestamp", "deprecatedFirstTimestamp", "eventTime");
        String last = or(
                Json.text(series, "lastObservedTime"),
                or(firstOf(object, "lastTimestamp", "deprecatedLastTimestamp"), first));
        int count = series.isObject()
                ? number(series, "count")
                : Math.max(number(object, "count"), number(object, "deprecatedCount"));
        String kind = Json.text(about, "kind").toLowerCase(Locale.ROOT);
        String target = Json.text(about, "name");
        return List.of(
                ages.since(last),
                Json.text(object, "type"),
                Json.text(object, "reason"),
                target.isEmpty() ? kind : kind + "/" + target,
                Json.text(about, "fieldPath"),
                source(source, object),
                firstOf(object, "message", "note").strip(),
                ages.since(first),
                Math.max(1, count),
                name(object));
    }

    private static String firstOf(ObjectNode object, String... fields) {
        for (String field : fields) {
            if (!Json.text(object, field).isEmpty()) {
                return Json.text(object, field);
            }
        }
        return "";
    }

    private static String source(JsonNode source, ObjectNode event) {
        List<String> parts = new ArrayList<>();
        parts.add(or(Json.text(source, "component"), firstOf(event, "reportingComponent", "reportingController")));
        parts.add(or(Json.text(source, "host"), Json.text(event, "reportingInstance")));
        parts.removeIf(String::isEmpty);
        return String.join(", ", parts);
    }

    private static List<Object> priorityClass(ObjectNode object, Ages ages) {
        return List.of(
                name(object),
                object.path("value").asLong(0),
                object.path("globalDefault").asBoolean(false),
                ages.of(object),
                or(Json.text(object, "preemptionPolicy"), "PreemptLowerPriority"));
    }

    private static List<Object> storageClass(ObjectNode object, Ages ages) {
        boolean standard = Json.at(object, "metadata", "annotations")
                .path(DEFAULT_CLASS)
                .asString("")
                .equals("true");
        return List.of(
                name(object) + (standard ? " (default)" : ""),
                Json.text(object, "provisioner"),
                or(Json.text(object, "reclaimPolicy"), "Delete"),
                or(Json.text(object, "volumeBindingMode"), "Immediate"),
                object.path("allowVolumeExpansion").asBoolean(false),
                ages.of(object));
    }

    private static Printer roleBinding() {
        return new Printer(
                Column.list("Name", "Role", "Age", "Users*", "Groups*", "ServiceAccounts*"),
                (object, ages) -> List.of(
                        name(object),
                        Json.text(object, "roleRef", "kind") + "/" + Json.text(object, "roleRef", "name"),
                        ages.of(object),
                        subjects(object, "User"),
                        subjects(object, "Group"),
                        subjects(object, "ServiceAccount")));
    }

    private static String subjects(ObjectNode binding, String kind) {
        List<String> names = new ArrayList<>();
        for (JsonNode subject : binding.path("subjects")) {
            if (Json.text(subject, "kind").equals(kind)) {
                String namespace = Json.text(subject, "namespace");
                names.add((kind.equals("ServiceAccount") ? namespace + "/" : "") + Json.text(subject, "name"));
            }
        }
        return String.join(", ", names);
    }

    private static List<Object> apiService(ObjectNode object, Ages ages) {
        JsonNode service = Json.at(object, "spec", "service");
        String available = "Unknown";
        for (JsonNode condition : Json.at(object, "status", "conditions")) {
            if (Json.text(condition, "type").equals("Available")) {
                String status = Json.text(condition, "status");
                available = status.equals("True") ? status : status + " (" + Json.text(condition, "reason") + ")";
            }
        }
        return List.of(
                name(object),
                service.isObject() ? Json.text(service, "namespace") + "/" + Json.text(service, "name") : "Local",
                available,
                ages.of(object));
    }
}
