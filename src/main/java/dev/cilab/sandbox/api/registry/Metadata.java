package dev.cilab.sandbox.api.registry;

import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.api.store.Labels;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code metadata}: what the server sets, keeps and checks. */
public final class Metadata {

    /** No vowels and no look-alikes, so that generated names spell nothing. */
    private static final String SUFFIX_LETTERS = "bcdfghjklmnpqrstvwxz2456789";

    private static final int SUFFIX_LENGTH = 5;
    private static final int MAX_NAME = 63;
    private static final int MAX_ANNOTATIONS = 256 * 1024;
    private static final List<String> SERVER_OWNED =
            List.of("uid", "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds", "generation");

    /** RFC 3339 in whole seconds, as the API writes times. */
    public static String now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** @return the object's metadata, made when missing */
    public static ObjectNode of(ObjectNode object) {
        return Json.object(object, "metadata");
    }

    public static boolean hasFinalizers(ObjectNode object) {
        return !Json.at(object, "metadata", "finalizers").isEmpty();
    }

    /** A new object: what the client may not choose is set. */
    void begin(Resource resource, ObjectNode object) {
        ObjectNode metadata = of(object);
        if (!Json.text(metadata, "resourceVersion").isEmpty()) {
            throw Errors.badRequest("resourceVersion should not be set on objects to be created");
        }
        metadata.remove(SERVER_OWNED);
        metadata.remove(List.of("selfLink", "resourceVersion"));
        String prefix = Json.text(metadata, "generateName");
        if (Json.text(metadata, "name").isEmpty() && !prefix.isEmpty()) {
            metadata.put("name", prefix.substring(0, Math.min(prefix.length(), MAX_NAME - SUFFIX_LENGTH)) + suffix());
        }
        metadata.put("uid", UUID.randomUUID().toString());
        metadata.put("creationTimestamp", now());
        if (resource.generated()) {
            metadata.put("generation", 1);
        }
        // A kubelet registers its node with the status it has.
        if (resource.hasStatus() && !resource.is("", "Node")) {
            object.remove("status");
        }
    }

    /** Keeps on update what the client may not change; a client that sends no managedFields does not mean to drop them. */
    void carryOver(ObjectNode current, ObjectNode wanted) {
        ObjectNode metadata = of(wanted);
        JsonNode known = current.path("metadata");
        for (String field : SERVER_OWNED) {
            if (known.has(field)) {
                metadata.set(field, known.get(field));
            } else {
                metadata.remove(field);
            }
        }
        metadata.remove("selfLink");
        metadata.set("resourceVersion", known.get("resourceVersion"));
        JsonNode managers = metadata.path("managedFields");
        if (managers.isMissingNode() && known.has("managedFields")) {
            metadata.set("managedFields", known.get("managedFields"));
        } else if (managers.isArray() && (managers.isEmpty() || managers.get(0).isEmpty())) {
            metadata.remove("managedFields");
        }
    }

    void nextGeneration(ObjectNode object) {
        ObjectNode metadata = of(object);
        metadata.put("generation", metadata.path("generation").asLong(0) + 1);
    }

    void refuseStale(Resource resource, ObjectNode current, ObjectNode wanted, WriteOptions options) {
        String name = Json.text(current, "metadata", "name");
        String version = Json.text(wanted, "metadata", "resourceVersion");
        if (version.isEmpty() && options.version() && resource.custom()) {
            Causes causes = new Causes();
            causes.invalid("metadata.resourceVersion", new Unquoted("0x0"), "must be specified for an update");
            causes.check(resource, name);
        }
        if (!version.isEmpty() && !version.equals(Json.text(current, "metadata", "resourceVersion"))) {
            throw Errors.modified(resource, name);
        }
        String uid = Json.text(wanted, "metadata", "uid");
        String known = Json.text(current, "metadata", "uid");
        if (!uid.isEmpty() && !uid.equals(known)) {
            throw Errors.conflict(
                    resource,
                    name,
                    "Precondition failed: UID in precondition: " + uid + ", UID in object meta: " + known);
        }
    }

    /** A value that messages show without quotes. */
    private record Unquoted(String text) {
        @Override
        public String toString() {
            return text;
        }
    }

    void validate(Resource resource, ObjectNode object, ObjectNode old, Causes causes) {
        ObjectNode metadata = of(object);
        String name = Json.text(metadata, "name");
        if (name.isEmpty()) {
            causes.required("metadata.name", "name or generateName is required");
        } else if (old == null) {
            Names.check(resource, name, causes);
        }
        labels(metadata.path("labels"), causes);
        annotations(metadata.path("annotations"), causes);
        finalizers(metadata, old, causes);
        owners(metadata.path("ownerReferences"), causes);
    }

    private static void labels(JsonNode labels, Causes causes) {
        for (Map.Entry<String, JsonNode> label : labels.properties()) {
            if (!Labels.isName(label.getKey())) {
                causes.invalid("metadata.labels", label.getKey(), Labels.NAME_RULE);
            }
            String value = label.getValue().asString("");
            if (value.length() > MAX_NAME) {
                causes.invalid("metadata.labels", value, "must be no more than 63 characters");
            } else if (!Labels.isValue(value)) {
                causes.invalid("metadata.labels", value, Labels.VALUE_RULE);
            }
        }
    }

    private static void annotations(JsonNode annotations, Causes causes) {
        long size = 0;
        for (Map.Entry<String, JsonNode> annotation : annotations.properties()) {
            if (!Labels.isName(annotation.getKey().toLowerCase(Locale.ROOT))) {
                causes.invalid("metadata.annotations", annotation.getKey(), Labels.NAME_RULE);
            }
            size += annotation.getKey().length()
                    + annotation.getValue().asString("").length();
        }
        if (size > MAX_ANNOTATIONS) {
            causes.tooLong("metadata.annotations", MAX_ANNOTATIONS);
        }
    }

    private static void finalizers(ObjectNode metadata, ObjectNode old, Causes causes) {
        boolean leaving = old != null && old.path("metadata").has("deletionTimestamp");
        JsonNode before = old == null ? Json.array() : Json.at(old, "metadata", "finalizers");
        for (JsonNode finalizer : metadata.path("finalizers")) {
            boolean known = false;
            for (JsonNode one : before) {
                known |= one.equals(finalizer);
            }
            if (leaving && !known) {
                causes.forbidden(
                        "metadata.finalizers",
                        "no new finalizers can be added if the object is being deleted, found new finalizers"
                                + " []string{\"" + finalizer.asString("") + "\"}");
            }
        }
    }

    private static void owners(JsonNode references, Causes causes) {
        int controllers = 0;
        for (JsonNode reference : references) {
            for (String field : List.of("apiVersion", "kind", "name", "uid")) {
                if (Json.text(reference, field).isEmpty()) {
                    causes.invalid("metadata.ownerReferences." + field, "", "must not be empty");
                }
            }
            controllers += reference.path("controller").asBoolean(false) ? 1 : 0;
        }
        if (controllers > 1) {
            causes.invalid(
                    "metadata.ownerReferences",
                    references,
                    "Only one reference can have Controller set to true. Found \"true\" in references more than once");
        }
    }

    private static String suffix() {
        StringBuilder suffix = new StringBuilder();
        for (int i = 0; i < SUFFIX_LENGTH; i++) {
            suffix.append(SUFFIX_LETTERS.charAt(ThreadLocalRandom.current().nextInt(SUFFIX_LETTERS.length())));
        }
        return suffix.toString();
    }
}
