package dev.cilab.sandbox.api.protobuf;

import com.google.protobuf.CodedInputStream;
import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.api.protobuf.Messages.Field;
import java.io.IOException;
import java.util.Base64;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.DoubleNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** Protobuf messages to JSON trees, as the API's JSON form would have them. */
final class MessageReader {

    private static final int MAX_DEPTH = 64;
    private static final int MAP_KEY = 1;
    private static final int MAP_VALUE = 2;

    private final Messages messages;

    MessageReader(Messages messages) {
        this.messages = messages;
    }

    /** @throws IOException when the message is not known or the bytes are not of it */
    void read(String message, byte[] bytes, ObjectNode into) throws IOException {
        read(message, bytes, into, 0);
    }

    private void read(String message, byte[] bytes, ObjectNode into, int depth) throws IOException {
        if (depth > MAX_DEPTH) {
            throw new IOException("nested too deeply");
        }
        Map<Integer, Field> fields =
                messages.fields(message).orElseThrow(() -> new IOException("no such kind: " + message));
        CodedInputStream in = CodedInputStream.newInstance(bytes);
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            Field field = fields.get(tag >>> 3);
            if (field == null) {
                in.skipField(tag);
            } else {
                read(field, in, into, depth);
            }
        }
    }

    private void read(Field field, CodedInputStream in, ObjectNode into, int depth) throws IOException {
        if (field.inline()) {
            read(field.type(), in.readByteArray(), into, depth + 1);
            return;
        }
        switch (field.shape()) {
            case ONE -> {
                JsonNode value = value(field.type(), in, depth);
                if (field.pointer() || !zero(value)) {
                    into.set(field.name(), value);
                }
            }
            case LIST -> {
                ArrayNode list =
                        into.get(field.name()) instanceof ArrayNode known ? known : into.putArray(field.name());
                list.add(value(field.type(), in, depth));
            }
            case MAP -> entry(field, in.readByteArray(), Json.object(into, field.name()), depth);
        }
    }

    private void entry(Field field, byte[] bytes, ObjectNode map, int depth) throws IOException {
        CodedInputStream in = CodedInputStream.newInstance(bytes);
        String key = "";
        JsonNode value = StringNode.valueOf("");
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag >>> 3) {
                case MAP_KEY -> key = in.readString();
                case MAP_VALUE -> value = value(field.type(), in, depth);
                default -> in.skipField(tag);
            }
        }
        map.set(key, value);
    }

    private JsonNode value(String type, CodedInputStream in, int depth) throws IOException {
        return switch (type) {
            case "string" -> StringNode.valueOf(in.readStringRequireUtf8());
            case "bytes" -> StringNode.valueOf(Base64.getEncoder().encodeToString(in.readByteArray()));
            case "bool" -> BooleanNode.valueOf(in.readBool());
            case "int" -> JsonNodeFactory.instance.numberNode(in.readInt64());
            case "double" -> DoubleNode.valueOf(in.readDouble());
            default -> message(type, in.readByteArray(), depth);
        };
    }

    private JsonNode message(String type, byte[] bytes, int depth) throws IOException {
        return switch (type) {
            case "meta.v1.Time" -> OpaqueTypes.time(bytes, false);
            case "meta.v1.MicroTime" -> OpaqueTypes.time(bytes, true);
            case "resource.Quantity" -> OpaqueTypes.quantity(bytes);
            case "intstr.IntOrString" -> OpaqueTypes.intOrString(bytes);
            case "meta.v1.FieldsV1", "runtime.RawExtension" -> OpaqueTypes.raw(bytes);
            case "authorization.v1.ExtraValue", "authentication.v1.ExtraValue" -> {
                ObjectNode extra = Json.object();
                read(type, bytes, extra, depth + 1);
                yield extra.path("items").isArray() ? extra.get("items") : Json.array();
            }
            default -> {
                ObjectNode object = Json.object();
                read(type, bytes, object, depth + 1);
                yield object;
            }
        };
    }

    /** What the JSON form leaves out. Empty objects stay: some of them mean "everything". */
    private static boolean zero(JsonNode value) {
        return value.isNull()
                || value.isString() && value.stringValue().isEmpty()
                || value.isBoolean() && !value.asBoolean()
                || value.isNumber() && value.asDouble() == 0;
    }
}
