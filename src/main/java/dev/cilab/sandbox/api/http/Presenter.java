package dev.cilab.sandbox.api.http;

import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.api.Tables;
import dev.cilab.sandbox.api.registry.Errors;
import dev.cilab.sandbox.api.registry.Resource;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Objects and lists in the form that a client asked for. */
final class Presenter {

    private static final int OK = 200;

    private final Tables tables;

    Presenter(Tables tables) {
        this.tables = tables;
    }

    /** The {@code includeObject} parameter of tables. */
    static Tables.Include include(Query query) {
        String asked = query.text("includeObject");
        return switch (asked) {
            case "", "Metadata" -> Tables.Include.METADATA;
            case "None" -> Tables.Include.NONE;
            case "Object" -> Tables.Include.OBJECT;
            default -> throw Errors.badRequest("unrecognized includeObject value: \"" + asked + "\"");
        };
    }

    Answer one(int code, Resource resource, ObjectNode object, Call call, List<String> warnings) {
        Representation representation = Representation.of(call.accept());
        ObjectNode shown = object(resource, object, representation, include(call.query()));
        return document(code, shown, representation, warnings);
    }

    /** @param metadata of the list: resourceVersion, continue, remainingItemCount */
    Answer list(Resource resource, List<ObjectNode> objects, ObjectNode metadata, Call call) {
        Representation representation = Representation.of(call.accept());
        ObjectNode list =
                switch (representation.form()) {
                    case PLAIN ->
                        items(resource.type().kind() + "List", resource.type().apiVersion(), objects);
                    case METADATA ->
                        items(
                                "PartialObjectMetadataList",
                                "meta.k8s.io/" + representation.version(),
                                objects.stream()
                                        .map(object -> metadata(object, representation.version()))
                                        .toList());
                    case TABLE -> table(resource, objects, representation, include(call.query()));
                };
        list.set("metadata", metadata);
        return document(OK, list, representation, List.of());
    }

    /** An object as a get or a watch event shows it. */
    ObjectNode object(Resource resource, ObjectNode object, Representation representation, Tables.Include include) {
        return switch (representation.form()) {
            case PLAIN -> object;
            case METADATA -> metadata(object, representation.version());
            case TABLE -> {
                ObjectNode table = table(resource, List.of(object), representation, include);
                Json.object(table, "metadata").put("resourceVersion", Json.text(object, "metadata", "resourceVersion"));
                yield table;
            }
        };
    }

    static Answer document(int code, ObjectNode body, Representation representation, List<String> warnings) {
        if (representation.yaml()) {
            return new Answer.Document(code, "application/yaml", new YAMLMapper().writeValueAsBytes(body), warnings);
        }
        return new Answer.Document(code, Answer.JSON, Json.bytes(body), warnings);
    }

    static ObjectNode metadata(ObjectNode object, String version) {
        ObjectNode partial =
                Json.object().put("kind", "PartialObjectMetadata").put("apiVersion", "meta.k8s.io/" + version);
        partial.set("metadata", object.path("metadata"));
        return partial;
    }

    private ObjectNode table(
            Resource resource, List<ObjectNode> objects, Representation representation, Tables.Include include) {
        ObjectNode table = tables.render(resource.type(), objects, include);
        table.put("apiVersion", "meta.k8s.io/" + representation.version());
        return table;
    }

    private static ObjectNode items(String kind, String apiVersion, List<ObjectNode> objects) {
        ObjectNode list = Json.object().put("kind", kind).put("apiVersion", apiVersion);
        list.putObject("metadata");
        list.putArray("items").addAll(objects);
        return list;
    }
}
