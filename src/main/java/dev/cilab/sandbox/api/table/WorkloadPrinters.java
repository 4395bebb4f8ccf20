package dev.cilab.sandbox.api.table;

import static dev.cilab.sandbox.api.table.Texts.containers;
import static dev.cilab.sandbox.api.table.Texts.images;
import static dev.cilab.sandbox.api.table.Texts.name;
import static dev.cilab.sandbox.api.table.Texts.number;
import static dev.cilab.sandbox.api.table.Texts.orNone;

import dev.cilab.sandbox.api.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Pods and what makes them. */
final class WorkloadPrinters {

    private WorkloadPrinters() {}

    static Map<String, Printer> all() {
        return Map.ofEntries(
                Map.entry(
                        "/Pod",
                        new Printer(
                                Column.list(
                                        "Name",
                                        "Ready",
                                        "Status",
                                        "Restarts",
                                        "Age",
                                        "IP*",
                                        "Node*",
                                        "Nominated Node*",
                                        "Readiness Gates*"),
                                PodCells::of)),
                Map.entry("/ReplicationController", replicas()),
                Map.entry("apps/ReplicaSet", replicas()),
                Map.entry(
                        "apps/Deployment",
                        new Printer(
                                Column.list(
                                        "Name",
                                        "Ready",
                                        "Up-to-date#",
                                        "Available#",
                                        "Age",
                                        "Containers*",
                                        "Images*",
                                        "Selector*"),
                                WorkloadPrinters::deployment)),
                Map.entry(
                        "apps/DaemonSet",
                        new Printer(
                                Column.list(
                                        "Name",
                                        "Desired#",
                                        "Current#",
                                        "Ready#",
                                        "Up-to-date#",
                                        "Available#",
                                        "Node Selector",
                                        "Age",
                                        "Containers*",
                                        "Images*",
                                        "Selector*"),
                                WorkloadPrinters::daemonSet)),
                Map.entry(
                        "apps/StatefulSet",
                        new Printer(
                                Column.list("Name", "Ready", "Age", "Containers*", "Images*"),
                                WorkloadPrinters::statefulSet)),
                Map.entry(
                        "apps/ControllerRevision",
                        new Printer(
                                Column.list("Name", "Controller", "Revision#", "Age"),
                                WorkloadPrinters::controllerRevision)),
                Map.entry(
                        "batch/Job",
                        new Printer(
                                Column.list(
                                        "Name",
                                        "Status",
                                        "Completions",
                                        "Duration",
                                        "Age",
                                        "Containers*",
                                        "Images*",
                                        "Selector*"),
                                WorkloadPrinters::job)),
                Map.entry(
                        "batch/CronJob",
                        new Printer(
                                Column.list(
                                        "Name",
                                        "Schedule",
                                        "Timezone",
                                        "Suspend",
                                        "Active#",
                                        "Last Schedule",
                                        "Age",
                                        "Containers*",
                                        "Images*",
                                        "Selector*"),
                                WorkloadPrinters::cronJob)),
                Map.entry(
                        "policy/PodDisruptionBudget",
                        new Printer(
                                Column.list("Name", "Min Available", "Max Unavailable", "Allowed Disruptions#", "Age"),
                                WorkloadPrinters::disruptionBudget)));
    }

    private static Printer replicas() {
        return new Printer(
                Column.list("Name", "Desired#", "Current#", "Ready#", "Age", "Containers*", "Images*", "Selector*"),
                (object, ages) -> List.of(
                        name(object),
                        number(object, "spec", "replicas"),
                        number(object, "status", "replicas"),
                        number(object, "status", "readyReplicas"),
                        ages.of(object),
                        containers(pod(object)),
                        images(pod(object)),
                        Json.text(object, "kind").equals("ReplicationController")
                                ? Texts.labels(Json.at(object, "spec", "selector"))
                                : Texts.selector(Json.at(object, "spec", "selector"))));
    }

    private static List<Object> deployment(ObjectNode object, Ages ages) {
        return List.of(
                name(object),
                number(object, "status", "readyReplicas") + "/" + number(object, "spec", "replicas"),
                number(object, "status", "updatedReplicas"),
                number(object, "status", "availableReplicas"),
                ages.of(object),
                containers(pod(object)),
                images(pod(object)),
                Texts.selector(Json.at(object, "spec", "selector")));
    }

    private static List<Object> daemonSet(ObjectNode object, Ages ages) {
        return List.of(
                name(object),
                number(object, "status", "desiredNumberScheduled"),
                number(object, "status", "currentNumberScheduled"),
                number(object, "status", "numberReady"),
                number(object, "status", "updatedNumberScheduled"),
                number(object, "status", "numberAvailable"),
                Texts.labels(pod(object).path("nodeSelector")),
                ages.of(object),
                containers(pod(object)),
                images(pod(object)),
                Texts.selector(Json.at(object, "spec", "selector")));
    }

    private static List<Object> statefulSet(ObjectNode object, Ages ages) {
        return List.of(
                name(object),
                number(object, "status", "readyReplicas") + "/" + number(object, "spec", "replicas"),
                ages.of(object),
                containers(pod(object)),
                images(pod(object)));
    }

    private static List<Object> controllerRevision(ObjectNode object, Ages ages) {
        String controller = Texts.NONE;
        for (JsonNode owner : Json.at(object, "metadata", "ownerReferences")) {
            if (owner.path("controller").asBoolean(false)) {
                String group = Json.text(owner, "apiVersion").contains("/")
                        ? Json.text(owner, "apiVersion").split("/")[0]
                        : "";
                String kind = Json.text(owner, "kind").toLowerCase(Locale.ROOT);
                controller = kind + (group.isEmpty() ? "" : "." + group) + "/" + Json.text(owner, "name");
            }
        }
        return List.of(name(object), controller, number(object, "revision"), ages.of(object));
    }

    private static List<Object> job(ObjectNode object, Ages ages) {
        JsonNode spec = object.path("spec");
        int succeeded = number(object, "status", "succeeded");
        int parallelism = number(spec, "parallelism");
        String completions = spec.has("completions")
                ? succeeded + "/" + number(spec, "completions")
                : succeeded + (parallelism > 1 ? "/1 of " + parallelism : "/1");
        return List.of(
                name(object),
                jobStatus(object),
                completions,
                jobDuration(object.path("status"), ages),
                ages.of(object),
                containers(pod(object)),
                images(pod(object)),
                Texts.selector(spec.path("selector")));
    }

    private static String jobStatus(ObjectNode object) {
        if (jobIs(object, "Complete")) {
            return "Complete";
        }
        if (jobIs(object, "Failed")) {
            return "Failed";
        }
        if (object.path("metadata").has("deletionTimestamp")) {
            return "Terminating";
        }
        for (String type : List.of("Suspended", "FailureTarget", "SuccessCriteriaMet")) {
            if (jobIs(object, type)) {
                return type;
            }
        }
        return "Running";
    }

    private static boolean jobIs(ObjectNode job, String type) {
        return Json.at(job, "status", "conditions")
                .valueStream()
                .anyMatch(c -> Json.text(c, "type").equals(type)
                        && Json.text(c, "status").equals("True"));
    }

    private static String jobDuration(JsonNode status, Ages ages) {
        String start = Json.text(status, "startTime");
        if (start.isEmpty()) {
            return "";
        }
        String end = Json.text(status, "completionTime");
        return end.isEmpty()
                ? ages.since(start)
                : Ages.text(Duration.between(Instant.parse(start), Instant.parse(end)));
    }

    private static List<Object> cronJob(ObjectNode object, Ages ages) {
        JsonNode spec = object.path("spec");
        JsonNode pod = Json.at(spec, "jobTemplate", "spec", "template", "spec");
        String last = Json.text(object, "status", "lastScheduleTime");
        return List.of(
                name(object),
                Json.text(spec, "schedule"),
                orNone(Json.text(spec, "timeZone")),
                Texts.bool(spec.path("suspend")),
                Json.at(object, "status", "active").size(),
                last.isEmpty() ? Texts.NONE : ages.since(last),
                ages.of(object),
                containers(pod),
                images(pod),
                Texts.selector(Json.at(spec, "jobTemplate", "spec", "selector")));
    }

    private static List<Object> disruptionBudget(ObjectNode object, Ages ages) {
        JsonNode spec = object.path("spec");
        return List.of(
                name(object),
                spec.path("minAvailable").asString("N/A"),
                spec.path("maxUnavailable").asString("N/A"),
                number(object, "status", "disruptionsAllowed"),
                ages.of(object));
    }

    private static JsonNode pod(ObjectNode object) {
        return Json.at(object, "spec", "template", "spec");
    }
}
