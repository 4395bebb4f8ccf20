package dev.cilab.sandbox.cluster.kubelet;

import dev.cilab.sandbox.api.PodStreams.LogOptions;
import dev.cilab.sandbox.cluster.Workload;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What one instance of a container has printed: every line with its time, in a file that is put aside once when it has grown to its limit.
 * Not more than the last two files' worth can be read.
 */
final class ContainerLog implements Workload.Log, AutoCloseable {

    private static final int FILE_LIMIT = 1 << 20;

    private final Path file;
    private final Path aside;
    private final List<LogReader> followers = new ArrayList<>();
    private OutputStream output;
    private int size;
    private boolean ended;

    ContainerLog(Path folder, int instance) {
        file = folder.resolve(instance + ".log");
        aside = folder.resolve(instance + ".log.1");
        try {
            Files.createDirectories(folder);
            output = open();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the log " + file, e);
        }
    }

    @Override
    public synchronized void line(String text) {
        if (ended) {
            return;
        }
        String stamped = Instant.now() + " " + text;
        try {
            byte[] bytes = (stamped + "\n").getBytes(StandardCharsets.UTF_8);
            if (size + bytes.length > FILE_LIMIT) {
                output.close();
                Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
                output = open();
            }
            output.write(bytes);
            size += bytes.length;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the log " + file, e);
        }
        followers.forEach(follower -> follower.add(stamped));
    }

    /** The container has ended and all it printed is here. */
    @Override
    public synchronized void close() {
        if (!ended) {
            ended = true;
            followers.forEach(LogReader::end);
            followers.clear();
            try {
                output.close();
            } catch (IOException e) {
                throw new UncheckedIOException("cannot finish the log " + file, e);
            }
        }
    }

    synchronized InputStream read(LogOptions options) {
        List<String> lines = new ArrayList<>();
        try {
            for (Path part : List.of(aside, file)) {
                if (Files.exists(part)) {
                    lines.addAll(Files.readAllLines(part));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the log " + file, e);
        }
        if (options.sinceSeconds() >= 0) {
            Instant oldest = Instant.now().minusSeconds(options.sinceSeconds());
            lines.removeIf(
                    line -> Instant.parse(line.substring(0, line.indexOf(' '))).isBefore(oldest));
        }
        int skipped = options.tailLines() < 0 ? 0 : Math.max(0, lines.size() - options.tailLines());
        LogReader reader = new LogReader(lines.subList(skipped, lines.size()), options.timestamps(), this::forget);
        if (options.follow() && !ended) {
            followers.add(reader);
        } else {
            reader.end();
        }
        return reader;
    }

    private synchronized void forget(LogReader reader) {
        followers.remove(reader);
    }

    private OutputStream open() throws IOException {
        size = 0;
        return Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
    }
}
