package dev.cilab.sandbox.cluster.kubelet;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/** A log as a stream that waits for more. A reader that is too slow loses lines rather than hold up the container or fill the memory. */
final class LogReader extends InputStream {

    private static final int MOST_WAITING = 50_000;

    /** Never a log line: those carry a time. */
    private static final String END = "";

    private final BlockingQueue<String> lines;
    private final boolean timestamps;
    private final Consumer<LogReader> onClose;
    private byte[] current = {};
    private int position;
    private boolean ended;

    LogReader(Collection<String> soFar, boolean timestamps, Consumer<LogReader> onClose) {
        this.timestamps = timestamps;
        this.onClose = onClose;
        lines = new LinkedBlockingQueue<>(soFar);
    }

    void add(String line) {
        if (lines.size() < MOST_WAITING) {
            lines.add(line);
        }
    }

    void end() {
        lines.add(END);
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
        if (position == current.length && !next()) {
            return -1;
        }
        int count = Math.min(length, current.length - position);
        System.arraycopy(current, position, into, offset, count);
        position += count;
        return count;
    }

    @Override
    public int available() {
        return current.length - position;
    }

    @Override
    public void close() {
        onClose.accept(this);
        end();
    }

    private boolean next() {
        if (ended) {
            return false;
        }
        try {
            String line = lines.take();
            ended = line.equals(END);
            String shown = timestamps ? line : line.substring(line.indexOf(' ') + 1);
            current = ended ? new byte[0] : (shown + "\n").getBytes(StandardCharsets.UTF_8);
            position = 0;
            return !ended;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
