package dev.cilab.sandbox.api.protobuf;

import com.google.protobuf.CodedInputStream;
import dev.cilab.sandbox.api.Json;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.StringNode;

/** Messages that are one value in JSON: times, quantities, int-or-string, embedded JSON. */
final class OpaqueTypes {

    private static final DateTimeFormatter MICRO =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private OpaqueTypes() {}

    /** Null for the zero time. */
    static JsonNode time(byte[] bytes, boolean micro) throws IOException {
        long[] parts = new long[3];
        CodedInputStream in = CodedInputStream.newInstance(bytes);
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            int field = tag >>> 3;
            if (field == 1 || field == 2) {
                parts[field] = in.readInt64();
            } else {
                in.skipField(tag);
            }
        }
        if (parts[1] == 0 && parts[2] == 0) {
            return NullNode.getInstance();
        }
        try {
            Instant time = Instant.ofEpochSecond(parts[1], parts[2]);
            return StringNode.valueOf(
                    micro
                            ? MICRO.format(time)
                            : Instant.ofEpochSecond(time.getEpochSecond()).toString());
        } catch (DateTimeException | ArithmeticException outOfRange) {
            throw new IOException("time out of range", outOfRange);
        }
    }

    static JsonNode quantity(byte[] bytes) throws IOException {
        CodedInputStream in = CodedInputStream.newInstance(bytes);
        String text = "0";
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            text = in.readString();
        }
        return StringNode.valueOf(text);
    }

    static JsonNode intOrString(byte[] bytes) throws IOException {
        CodedInputStream in = CodedInputStream.newInstance(bytes);
        long type = 0;
        long number = 0;
        String text = "";
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag >>> 3) {
                case 1 -> type = in.readInt64();
                case 2 -> number = in.readInt64();
                case 3 -> text = in.readString();
                default -> in.skipField(tag);
            }
        }
        return type == 0 ? JsonNodeFactory.instance.numberNode((int) number) : StringNode.valueOf(text);
    }

    static JsonNode raw(byte[] bytes) throws IOException {
        CodedInputStream in = CodedInputStream.newInstance(bytes);
        JsonNode value = NullNode.getInstance();
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            byte[] json = in.readByteArray();
            value = json.length == 0 ? value : Json.read(json);
        }
        return value;
    }
}
