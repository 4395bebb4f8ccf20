package dev.cilab.exec;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Cuts a stream of bytes into lines; what is left at the end is a line as well. */
public final class LineSink extends OutputStream {

    private final boolean error;
    private final Consumer<Line> lines;
    private final ByteArrayOutputStream partial = new ByteArrayOutputStream();

    public LineSink(boolean error, Consumer<Line> lines) {
        this.error = error;
        this.lines = lines;
    }

    @Override
    public void write(int octet) {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        int from = offset;
        for (int i = offset; i < offset + length; i++) {
            if (bytes[i] == '\n') {
                partial.write(bytes, from, i - from);
                tell();
                from = i + 1;
            }
        }
        partial.write(bytes, from, offset + length - from);
    }

    private void tell() {
        String text = partial.toString(StandardCharsets.UTF_8);
        partial.reset();
        lines.accept(new Line(error, text.endsWith("\r") ? text.substring(0, text.length() - 1) : text));
    }

    @Override
    public void close() {
        if (partial.size() > 0) {
            tell();
        }
    }
}
