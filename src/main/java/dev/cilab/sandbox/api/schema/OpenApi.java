package dev.cilab.sandbox.api.schema;

import dev.cilab.sandbox.api.Catalogue;
import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.api.ResourceType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The OpenAPI documents: schemas of all types, and of each type's URL as much as clients look for (which kind it serves, and that PATCH takes
 * {@code dryRun} and {@code fieldValidation}).
 */
final class OpenApi {

    private static final String V2_REFERENCES = "#/definitions/";
    private static final String V3_REFERENCES = "#/components/schemas/";

    private final BuiltinTypes builtin;
    private final Catalogue catalogue;

    OpenApi(BuiltinTypes builtin, Catalogue catalogue) {
        this.builtin = builtin;
        this.catalogue = catalogue;
    }

    ObjectNode index() {
        ObjectNode index = Json.object();
        ObjectNode paths = index.putObject("paths");
        for (Map.Entry<String, List<ResourceType>> version : versions().entrySet()) {
            int hash = version.getValue().stream()
                    .mapToInt(type ->
                            31 * type.hashCode() + catalogue.definition(type).hashCode())
                    .sum();
            paths.putObject(version.getKey())
                    .put("serverRelativeURL", "/openapi/v3/" + version.getKey() + "?hash=" + Integer.toHexString(hash));
        }
        return index;
    }

    /** @param path e.g. {@code apis/apps/v1} */
    Optional<ObjectNode> document(String path) {
        List<ResourceType> types = versions().get(path);
        if (types == null) {
            return Optional.empty();
        }
        ObjectNode document = head("openapi", "3.0.0");
        ObjectNode paths = document.putObject("paths");
        types.forEach(type -> paths(paths, path, type, false));
        Components components = new Components(builtin, V3_REFERENCES);
        types.forEach(type -> add(components, type));
        document.putObject("components").set("schemas", components.all());
        return Optional.of(document);
    }

    ObjectNode v2() {
        ObjectNode document = head("swagger", "2.0");
        ObjectNode paths = document.putObject("paths");
        Components components = new Components(builtin, V2_REFERENCES);
        versions()
                .forEach((path, types) -> types.forEach(type -> {
                    paths(paths, path, type, true);
                    add(components, type);
                }));
        document.set("definitions", components.all());
        return document;
    }

    private void add(Components components, ResourceType type) {
        Optional<ObjectNode> definition = catalogue.definition(type);
        if (definition.isPresent()) {
            components.custom(type, CustomShape.schema(definition.get(), type.version()));
        } else {
            builtin.kind(type.apiVersion(), type.kind()).ifPresent(shape -> components.kind(type, shape));
        }
    }

    private Map<String, List<ResourceType>> versions() {
        Map<String, List<ResourceType>> versions = new TreeMap<>();
        for (ResourceType type : catalogue.types()) {
            String path = (type.group().isEmpty() ? "api/" : "apis/") + type.apiVersion();
            versions.computeIfAbsent(path, key -> new ArrayList<>()).add(type);
        }
        return versions;
    }

    private static ObjectNode head(String field, String version) {
        ObjectNode document = Json.object().put(field, version);
        document.putObject("info").put("title", "Kubernetes").put("version", "v1.33.0");
        return document;
    }

    private static void paths(ObjectNode paths, String groupVersion, ResourceType type, boolean v2) {
        String list = "/" + groupVersion + (type.namespaced() ? "/namespaces/{namespace}/" : "/") + type.plural();
        ObjectNode collection = paths.putObject(list);
        operation(collection, "get", "list", type, v2);
        operation(collection, "post", "post", type, v2);
        ObjectNode one = paths.putObject(list + "/{name}");
        for (String verb : List.of("get", "put", "patch", "delete")) {
            operation(one, verb, verb, type, v2);
        }
    }

    private static void operation(ObjectNode path, String method, String action, ResourceType type, boolean v2) {
        ObjectNode operation = path.putObject(method);
        if (!method.equals("get")) {
            ArrayNode parameters = operation.putArray("parameters");
            for (String name : new TreeSet<>(List.of("dryRun", "fieldManager", "fieldValidation"))) {
                ObjectNode parameter = parameters.addObject().put("name", name).put("in", "query");
                JsonNode ignored = v2
                        ? parameter.put("type", "string")
                        : parameter.putObject("schema").put("type", "string");
            }
        }
        operation.putObject("responses").putObject("200").put("description", "OK");
        operation.put("x-kubernetes-action", action);
        operation.set("x-kubernetes-group-version-kind", Components.identity(type));
    }
}
