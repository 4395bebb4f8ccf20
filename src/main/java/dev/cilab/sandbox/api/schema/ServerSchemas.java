package dev.cilab.sandbox.api.schema;

import dev.cilab.sandbox.api.Catalogue;
import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.api.ResourceType;
import dev.cilab.sandbox.api.Schemas;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What the server knows of its types: built-in ones from data, custom ones from their definitions. Thread-safe. */
public final class ServerSchemas implements Schemas {

    private final Catalogue catalogue;
    private final Shapes shapes;
    private final OpenApi openApi;
    private final Rules rules = new Rules();

    public ServerSchemas(BuiltinTypes builtin, Shapes shapes, Catalogue catalogue) {
        this.catalogue = catalogue;
        this.shapes = shapes;
        this.openApi = new OpenApi(builtin, catalogue);
    }

    @Override
    public ObjectNode admit(ResourceType type, ObjectNode object, Optional<ObjectNode> old) {
        JsonNode schema = catalogue
                .definition(type)
                .map(definition -> CustomShape.schema(definition, type.version()))
                .orElse(object.path(""));
        if (!schema.isObject()) {
            return object;
        }
        ObjectNode admitted = object.deepCopy();
        Structure.prune(admitted, schema, true);
        Structure.fillDefaults(admitted, schema);
        Violations violations = new Violations();
        new Validation(violations).check(admitted, schema, "");
        if (violations.isEmpty()) {
            JsonNode before = old.map(JsonNode.class::cast).orElse(admitted.path(""));
            rules.check(admitted, before, schema, "", violations);
        }
        violations.refuse(type, Json.text(object, "metadata", "name"));
        return admitted;
    }

    @Override
    public List<Problem> check(ObjectNode definition) {
        List<Problem> problems = DefinitionSchemas.problems(definition);
        if (problems.isEmpty()) {
            rules.prepare(definition.path("spec"));
        }
        return problems;
    }

    @Override
    public List<String> unknownFields(ResourceType type, ObjectNode object) {
        return new FieldNames(type, shapes.builtin(type)).unknown(object, shapes.of(type));
    }

    @Override
    public byte[] openApiV2() {
        return Json.bytes(openApi.v2());
    }

    @Override
    public byte[] openApiV2Protobuf() {
        return SwaggerProtobuf.of(openApi.v2());
    }

    @Override
    public ObjectNode openApiV3Index() {
        return openApi.index();
    }

    @Override
    public Optional<byte[]> openApiV3(String path) {
        return openApi.document(path).map(Json::bytes);
    }
}
