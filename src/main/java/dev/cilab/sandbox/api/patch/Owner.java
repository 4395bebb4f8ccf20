package dev.cilab.sandbox.api.patch;

import dev.cilab.sandbox.api.Json;
import java.util.Comparator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One entry of {@code metadata.managedFields}: who owns which fields, and by which operation it came to own them.
 *
 * @param operation {@code Apply} or {@code Update}
 * @param time      RFC 3339; when the set last changed
 */
record Owner(String name, String operation, String apiVersion, String subresource, String time, FieldSet fields) {

    static final String APPLY = "Apply";
    static final String UPDATE = "Update";

    static final Comparator<Owner> ORDER = Comparator.comparing(Owner::operation)
            .thenComparing(Owner::time)
            .thenComparing(Owner::name)
            .thenComparing(Owner::apiVersion)
            .thenComparing(Owner::subresource);

    static Owner fromJson(JsonNode entry) {
        return new Owner(
                Json.text(entry, "manager"),
                Json.text(entry, "operation"),
                Json.text(entry, "apiVersion"),
                Json.text(entry, "subresource"),
                Json.text(entry, "time"),
                FieldSet.fromJson(entry.path("fieldsV1")));
    }

    ObjectNode toJson() {
        ObjectNode entry = Json.object();
        entry.put("manager", name).put("operation", operation).put("apiVersion", apiVersion);
        if (!time.isEmpty()) {
            entry.put("time", time);
        }
        entry.put("fieldsType", "FieldsV1").set("fieldsV1", fields.toJson());
        if (!subresource.isEmpty()) {
            entry.put("subresource", subresource);
        }
        return entry;
    }

    /** Two entries of one manager: an applier is known by its name, an updater also by the version it wrote. */
    boolean sameAs(Owner other) {
        return name.equals(other.name)
                && operation.equals(other.operation)
                && subresource.equals(other.subresource)
                && (operation.equals(APPLY) || apiVersion.equals(other.apiVersion));
    }

    Owner with(FieldSet changed, String now) {
        return new Owner(name, operation, apiVersion, subresource, changed.equals(fields) ? time : now, changed);
    }

    /** As conflict messages name it. */
    String print() {
        String quoted = "\"" + name + "\"" + (subresource.isEmpty() ? "" : " with subresource \"" + subresource + "\"");
        return operation.equals(UPDATE) ? quoted + " using " + apiVersion : quoted;
    }
}
