package dev.cilab.sandbox.api.schema;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** A protobuf message being written, field by field. */
final class ProtobufWriter {

    private static final int VARINT = 0;
    private static final int BYTES = 2;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    static byte[] message(Consumer<ProtobufWriter> content) {
        ProtobufWriter writer = new ProtobufWriter();
        content.accept(writer);
        return writer.out.toByteArray();
    }

    void text(int field, String text) {
        bytes(field, text.getBytes(StandardCharsets.UTF_8));
    }

    void bool(int field, boolean value) {
        varint((long) field << 3 | VARINT);
        varint(value ? 1 : 0);
    }

    void message(int field, Consumer<ProtobufWriter> content) {
        bytes(field, message(content));
    }

    private void bytes(int field, byte[] bytes) {
        varint((long) field << 3 | BYTES);
        varint(bytes.length);
        out.writeBytes(bytes);
    }

    private void varint(long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            out.write((int) (rest & 0x7f | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }
}
