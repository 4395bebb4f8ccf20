package dev.cilab.exec;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A process of this machine whose two outputs are read as they come. */
final class LocalRunning implements Running {

    private static final Duration POLITE = Duration.ofSeconds(2);

    private final String where;
    private final Process process;
    private final List<Thread> readers;

    LocalRunning(String where, Process process, Consumer<InputStream> out, Consumer<InputStream> err) {
        this.where = where;
        this.process = process;
        this.readers = List.of(
                PipeThread.start(() -> out.accept(process.getInputStream())),
                PipeThread.start(() -> err.accept(process.getErrorStream())));
    }

    /** Reads a stream as lines; readers that share a listener tell it one line at a time. */
    static Consumer<InputStream> lines(boolean error, Consumer<Line> lines) {
        return stream -> read(stream, error, lines);
    }

    /** Passes a stream on as it comes. */
    static Consumer<InputStream> bytes(OutputStream out) {
        return stream -> {
            try (stream;
                    out) {
                stream.transferTo(out);
            } catch (IOException ended) {
                // the process was stopped, or nobody wants more
            }
        };
    }

    @Override
    public boolean alive() {
        return process.isAlive();
    }

    @Override
    public Optional<Integer> await(Duration longest) throws Unreachable {
        try {
            Optional<Integer> exit = LocalHost.exit(process, longest);
            if (exit.isPresent()) {
                joinReaders();
            }
            return exit;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unreachable(where, "interrupted", e);
        }
    }

    @Override
    public void stop() {
        List<ProcessHandle> children = process.descendants().toList();
        children.forEach(ProcessHandle::destroy);
        process.destroy();
        try {
            if (LocalHost.exit(process, POLITE).isEmpty()) {
                LocalHost.kill(process);
                process.waitFor();
            }
            children.forEach(ProcessHandle::destroyForcibly);
            joinReaders();
        } catch (InterruptedException e) {
            children.forEach(ProcessHandle::destroyForcibly);
            LocalHost.kill(process);
            Thread.currentThread().interrupt();
        }
    }

    private void joinReaders() throws InterruptedException {
        for (Thread reader : readers) {
            reader.join(POLITE);
        }
    }

    private static void read(InputStream stream, boolean error, Consumer<Line> lines) {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                synchronized (lines) {
                    lines.accept(new Line(error, line));
                }
            }
        } catch (IOException ended) {
            // the process was stopped
        }
    }
}
