package dev.cilab.sandbox.api.protobuf;

import com.google.protobuf.CodedInputStream;
import dev.cilab.sandbox.api.ApiError;
import dev.cilab.sandbox.api.Json;
import java.io.IOException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/**
 * Request bodies in {@code application/vnd.kubernetes.protobuf}: what kubectl 1.32 and later send when they create built-in kinds. An envelope
 * (four magic bytes, then {@code runtime.Unknown}) holds the object.
 */
public final class ProtobufBodies {

    private static final byte[] MAGIC = {'k', '8', 's', 0};
    private static final int TYPE_META = 1;
    private static final int RAW = 2;

    private final MessageReader reader = new MessageReader(Messages.load());

    /** The table of fields, read when the first such body comes. */
    private static final class Loaded {
        static final ProtobufBodies BODIES = new ProtobufBodies();
    }

    private ProtobufBodies() {}

    /** @throws ApiError 400 when it is no such body, or its kind is not known in this encoding */
    public static ObjectNode decode(byte[] body) {
        try {
            return Loaded.BODIES.object(body);
        } catch (IOException | JacksonException | IllegalArgumentException malformed) {
            throw new ApiError(
                    400, "BadRequest", "the object provided is not valid protobuf: " + malformed.getMessage());
        }
    }

    private ObjectNode object(byte[] body) throws IOException {
        if (body.length < MAGIC.length) {
            throw new IOException("the envelope is missing");
        }
        for (int i = 0; i < MAGIC.length; i++) {
            if (body[i] != MAGIC[i]) {
                throw new IOException("the envelope is missing");
            }
        }
        CodedInputStream envelope = CodedInputStream.newInstance(body, MAGIC.length, body.length - MAGIC.length);
        String apiVersion = "";
        String kind = "";
        byte[] raw = new byte[0];
        for (int tag = envelope.readTag(); tag != 0; tag = envelope.readTag()) {
            switch (tag >>> 3) {
                case TYPE_META -> {
                    ObjectNode meta = typeMeta(envelope.readByteArray());
                    apiVersion = Json.text(meta, "1");
                    kind = Json.text(meta, "2");
                }
                case RAW -> raw = envelope.readByteArray();
                default -> envelope.skipField(tag);
            }
        }
        ObjectNode object = Json.object().put("apiVersion", apiVersion).put("kind", kind);
        reader.read(message(apiVersion, kind), raw, object);
        return object;
    }

    private static ObjectNode typeMeta(byte[] bytes) throws IOException {
        CodedInputStream in = CodedInputStream.newInstance(bytes);
        ObjectNode meta = Json.object();
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            meta.put(Integer.toString(tag >>> 3), in.readString());
        }
        return meta;
    }

    /** {@code networking.k8s.io/v1 Ingress} is {@code networking.v1.Ingress}; options are the same in every group. */
    private static String message(String apiVersion, String kind) {
        if (kind.equals("DeleteOptions")) {
            return "meta.v1.DeleteOptions";
        }
        int slash = apiVersion.indexOf('/');
        String group = slash < 0 ? "core" : apiVersion.substring(0, slash).split("\\.", 2)[0];
        return group + "." + apiVersion.substring(slash + 1) + "." + kind;
    }
}
