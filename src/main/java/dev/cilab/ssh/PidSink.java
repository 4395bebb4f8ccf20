package dev.cilab.ssh;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;

/** Takes the line with the far process id out of a command's standard error and passes on everything else. */
final class PidSink extends OutputStream {

    static final String MARK = "cilab-pid:";

    private final OutputStream next;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private volatile long pid;

    PidSink(OutputStream next) {
        this.next = next;
    }

    OptionalLong pid() {
        return pid == 0 ? OptionalLong.empty() : OptionalLong.of(pid);
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int from = offset;
        while (pid == 0 && from < offset + length) {
            byte octet = bytes[from++];
            line.write(octet);
            if (octet == '\n') {
                takeLine();
            }
        }
        next.write(bytes, from, offset + length - from);
    }

    private void takeLine() throws IOException {
        String text = line.toString(StandardCharsets.UTF_8).strip();
        if (text.startsWith(MARK) && text.substring(MARK.length()).matches("\\d{1,10}")) {
            pid = Long.parseLong(text.substring(MARK.length()));
        } else {
            line.writeTo(next); // what a login script says before the command begins
        }
        line.reset();
    }

    @Override
    public void flush() throws IOException {
        next.flush();
    }

    @Override
    public void close() throws IOException {
        line.writeTo(next);
        line.reset();
        next.close();
    }
}
