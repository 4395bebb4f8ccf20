package dev.cilab.sandbox.api.schema;

import dev.cilab.sandbox.api.Json;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * A Swagger 2.0 document in the one form in which kubectl before 1.29 reads it: protobuf, {@code openapi.v2.Document} of gnostic's
 * {@code OpenAPIv2.proto}, whose field numbers these are.
 */
final class SwaggerProtobuf {

    private SwaggerProtobuf() {}

    static byte[] of(JsonNode document) {
        return ProtobufWriter.message(out -> {
            out.text(1, Json.text(document, "swagger"));
            out.message(2, info -> {
                info.text(1, Json.text(document, "info", "title"));
                info.text(2, Json.text(document, "info", "version"));
            });
            out.message(
                    8,
                    paths -> each(
                            document.path("paths"),
                            (name, path) -> paths.message(2, item -> {
                                item.text(1, name);
                                item.message(2, value -> path(value, path));
                            })));
            out.message(9, definitions -> named(definitions, 1, document.path("definitions")));
        });
    }

    private interface Entry {
        void of(String name, JsonNode value);
    }

    private static void each(JsonNode object, Entry entry) {
        for (Map.Entry<String, JsonNode> property : object.properties()) {
            entry.of(property.getKey(), property.getValue());
        }
    }

    private static void named(ProtobufWriter out, int field, JsonNode schemas) {
        each(
                schemas,
                (name, schema) -> out.message(field, entry -> {
                    entry.text(1, name);
                    entry.message(2, value -> schema(value, schema));
                }));
    }

    private static void path(ProtobufWriter out, JsonNode path) {
        each(path, (method, operation) -> {
            int field =
                    switch (method) {
                        case "get" -> 2;
                        case "put" -> 3;
                        case "post" -> 4;
                        case "delete" -> 5;
                        case "patch" -> 8;
                        default -> throw new IllegalArgumentException(method);
                    };
            out.message(field, value -> operation(value, operation));
        });
    }

    private static void operation(ProtobufWriter out, JsonNode operation) {
        for (JsonNode parameter : operation.path("parameters")) {
            // ParametersItem → Parameter → NonBodyParameter → QueryParameterSubSchema
            out.message(
                    8,
                    item -> item.message(
                            1,
                            any -> any.message(
                                    2,
                                    plain -> plain.message(3, query -> {
                                        query.text(2, Json.text(parameter, "in"));
                                        query.text(4, Json.text(parameter, "name"));
                                        query.text(6, Json.text(parameter, "type"));
                                    }))));
        }
        out.message(
                9,
                responses -> each(
                        operation.path("responses"),
                        (code, response) -> responses.message(1, entry -> {
                            entry.text(1, code);
                            entry.message(
                                    2,
                                    value -> value.message(
                                            1, answer -> answer.text(1, Json.text(response, "description"))));
                        })));
        extensions(out, 13, operation);
    }

    private static void schema(ProtobufWriter out, JsonNode schema) {
        optional(out, 1, Json.text(schema, "$ref"));
        optional(out, 2, Json.text(schema, "format"));
        optional(out, 4, Json.text(schema, "description"));
        schema.path("required").forEach(name -> out.text(19, name.asString()));
        if (schema.path("additionalProperties").isObject()) {
            out.message(21, item -> item.message(1, value -> schema(value, schema.path("additionalProperties"))));
        }
        if (schema.has("type")) {
            out.message(22, type -> type.text(1, Json.text(schema, "type")));
        }
        if (schema.has("items")) {
            out.message(23, items -> items.message(1, value -> schema(value, schema.path("items"))));
        }
        if (schema.has("properties")) {
            out.message(25, properties -> named(properties, 1, schema.path("properties")));
        }
        extensions(out, 31, schema);
    }

    /** Values are carried as YAML text; JSON is YAML. */
    private static void extensions(ProtobufWriter out, int field, JsonNode holder) {
        each(holder, (name, value) -> {
            if (name.startsWith("x-")) {
                out.message(field, entry -> {
                    entry.text(1, name);
                    entry.message(2, any -> any.text(2, value.toString()));
                });
            }
        });
    }

    private static void optional(ProtobufWriter out, int field, String text) {
        if (!text.isEmpty()) {
            out.text(field, text);
        }
    }
}
