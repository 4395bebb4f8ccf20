package dev.cilab.sandbox.cluster.machinery;

import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.api.ResourceType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads and writes what all objects have: names, owners, times, conditions. */
public final class Meta {

    private Meta() {}

    public static String name(JsonNode object) {
        return Json.text(object, "metadata", "name");
    }

    public static String namespace(JsonNode object) {
        return Json.text(object, "metadata", "namespace");
    }

    public static String uid(JsonNode object) {
        return Json.text(object, "metadata", "uid");
    }

    public static int generation(JsonNode object) {
        return object.path("metadata").path("generation").asInt(0);
    }

    public static boolean deleting(JsonNode object) {
        return object.path("metadata").hasNonNull("deletionTimestamp");
    }

    public static String label(JsonNode object, String key) {
        return Json.text(object, "metadata", "labels", key);
    }

    public static String annotation(JsonNode object, String key) {
        return Json.text(object, "metadata", "annotations", key);
    }

    public static void annotate(ObjectNode object, String key, String value) {
        Json.object(Json.object(object, "metadata"), "annotations").put(key, value);
    }

    /** The epoch when the time is missing. */
    public static Instant time(JsonNode node) {
        return node.isString() ? Instant.parse(node.stringValue()) : Instant.EPOCH;
    }

    public static Instant created(JsonNode object) {
        return time(object.path("metadata").path("creationTimestamp"));
    }

    /** A time as the API writes it: RFC 3339, whole seconds. */
    public static String text(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** The ownerReference with {@code controller: true}. */
    public static Optional<Owner> controller(JsonNode object) {
        return StreamSupport.stream(
                        object.path("metadata").path("ownerReferences").spliterator(), false)
                .filter(reference -> reference.path("controller").asBoolean(false))
                .map(reference -> new Owner(
                        Json.text(reference, "kind"), Json.text(reference, "name"), Json.text(reference, "uid")))
                .findFirst();
    }

    public static boolean controlledBy(JsonNode object, JsonNode owner) {
        return controller(object)
                .filter(found -> found.uid().equals(uid(owner)))
                .isPresent();
    }

    /** Makes {@code owner} the controller of {@code object}. */
    public static void own(ObjectNode object, ResourceType type, JsonNode owner) {
        Json.object(object, "metadata")
                .withArray("ownerReferences")
                .addObject()
                .put("apiVersion", type.apiVersion())
                .put("kind", type.kind())
                .put("name", name(owner))
                .put("uid", uid(owner))
                .put("controller", true)
                .put("blockOwnerDeletion", true);
    }

    /** Equal as the API sees it: the order of fields and the width of numbers do not count. */
    public static boolean same(JsonNode left, JsonNode right) {
        return left.equals(Meta::compare, right);
    }

    private static int compare(JsonNode left, JsonNode right) {
        if (left.equals(right)) {
            return 0;
        }
        if (left.isNumber() && right.isNumber()) {
            BigDecimal number = left.decimalValue();
            return number.compareTo(right.decimalValue());
        }
        return 1;
    }

    /** Who controls an object. */
    public record Owner(String kind, String name, String uid) {}
}
