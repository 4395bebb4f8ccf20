package dev.cilab.sandbox.api.admission;

import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.api.Schemas;
import dev.cilab.sandbox.api.registry.Causes;
import dev.cilab.sandbox.api.registry.Conditions;
import dev.cilab.sandbox.api.registry.Metadata;
import dev.cilab.sandbox.api.registry.Rules;
import dev.cilab.sandbox.api.store.Labels;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** CustomResourceDefinitions: names, versions, schemas. A valid one is established at once; its removal takes its objects with it. */
final class DefinitionRules implements Rules {

    static final String CLEANUP = "customresourcecleanup.apiextensions.k8s.io";

    private final Schemas schemas;

    DefinitionRules(Schemas schemas) {
        this.schemas = schemas;
    }

    @Override
    public void complete(ObjectNode object, ObjectNode old) {
        ObjectNode spec = Json.object(object, "spec");
        ObjectNode names = Json.object(spec, "names");
        String kind = Json.text(names, "kind");
        putIfAbsent(names, "singular", kind.toLowerCase(Locale.ROOT));
        putIfAbsent(names, "listKind", kind + "List");
        if (!spec.has("conversion")) {
            spec.putObject("conversion").put("strategy", "None");
        }
        if (old == null && Json.at(object, "metadata", "finalizers").isMissingNode()) {
            Metadata.of(object).putArray("finalizers").add(CLEANUP);
        }
    }

    @Override
    public void validate(ObjectNode object, ObjectNode old, Causes causes) {
        JsonNode spec = object.path("spec");
        String group = Json.text(spec, "group");
        String plural = Json.text(spec, "names", "plural");
        String name = Json.text(object, "metadata", "name");
        if (!name.equals(plural + "." + group)) {
            causes.invalid("metadata.name", name, "must be spec.names.plural+\".\"+spec.group");
        }
        if (group.isEmpty()) {
            causes.required("spec.group", "");
        } else if (!group.contains(".") || !Labels.isSubdomain(group)) {
            causes.invalid("spec.group", group, "should be a domain with at least one dot");
        }
        names(spec.path("names"), causes);
        scope(spec, old, causes);
        versions(spec.path("versions"), causes);
        for (Schemas.Problem problem : schemas.check(object)) {
            causes.invalid(problem.field(), "", problem.message());
        }
    }

    @Override
    public void claim(ObjectNode object, ObjectNode old, Causes causes) {
        ObjectNode status = Json.object(object, "status");
        status.set("acceptedNames", Json.at(object, "spec", "names").deepCopy());
        String now = Metadata.now();
        if (!status.has("conditions")) {
            status.putArray("conditions");
        }
        Conditions.set(object, "NamesAccepted", true, "NoConflicts", "no conflicts found", now);
        Conditions.set(
                object, "Established", true, "InitialNamesAccepted", "the initial names have been accepted", now);
        if (!status.has("storedVersions")) {
            status.putArray("storedVersions");
        }
        ArrayNode stored = (ArrayNode) status.get("storedVersions");
        for (JsonNode version : Json.at(object, "spec", "versions")) {
            boolean storage = version.path("storage").asBoolean(false);
            if (storage && !contains(stored, version.path("name"))) {
                stored.add(Json.text(version, "name"));
            }
        }
    }

    private static void names(JsonNode names, Causes causes) {
        for (String field : List.of("plural", "kind")) {
            String value = Json.text(names, field);
            String path = "spec.names." + field;
            if (value.isEmpty()) {
                causes.required(path, "");
            } else if (!Labels.isDns1035(value.toLowerCase(Locale.ROOT))) {
                causes.invalid(path, value, Labels.DNS1035_RULE);
            }
        }
    }

    private static void scope(JsonNode spec, ObjectNode old, Causes causes) {
        String scope = Json.text(spec, "scope");
        if (scope.isEmpty()) {
            causes.required("spec.scope", "");
        } else if (!scope.equals("Cluster") && !scope.equals("Namespaced")) {
            causes.unsupported("spec.scope", scope, List.of("Cluster", "Namespaced"));
        }
        if (old == null) {
            return;
        }
        for (String field : List.of("scope", "group")) {
            if (!Json.at(old, "spec", field).equals(spec.path(field))) {
                causes.invalid("spec." + field, spec.path(field), "field is immutable");
            }
        }
    }

    private static void versions(JsonNode versions, Causes causes) {
        if (versions.isEmpty()) {
            causes.required("spec.versions", "must have at least one version");
            return;
        }
        Set<String> seen = new HashSet<>();
        int storage = 0;
        for (int i = 0; i < versions.size(); i++) {
            JsonNode version = versions.get(i);
            String path = "spec.versions[" + i + "]";
            String name = Json.text(version, "name");
            if (!Labels.isDns1035(name)) {
                causes.invalid(path + ".name", name, Labels.DNS1035_RULE);
            }
            if (!seen.add(name)) {
                causes.invalid("spec.versions", name, "must contain unique version names");
            }
            if (!version.path("schema").path("openAPIV3Schema").isObject()) {
                causes.required(path + ".schema.openAPIV3Schema", "schemas are required");
            }
            storage += version.path("storage").asBoolean(false) ? 1 : 0;
        }
        if (storage != 1) {
            causes.invalid("spec.versions", versions.size(), "must have exactly one version marked as storage version");
        }
    }

    private static void putIfAbsent(ObjectNode object, String field, String value) {
        if (!object.has(field)) {
            object.put(field, value);
        }
    }

    private static boolean contains(ArrayNode array, JsonNode wanted) {
        for (JsonNode item : array) {
            if (item.equals(wanted)) {
                return true;
            }
        }
        return false;
    }
}
