package dev.cilab.exec;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A process of this machine whose lines are told as they come, one at a time although two streams are read. */
final class LocalRunning implements Running {

    private static final Duration POLITE = Duration.ofSeconds(2);

    private final String where;
    private final Process process;
    private final Consumer<Line> lines;
    private final List<Thread> readers;

    LocalRunning(String where, Process process, Consumer<Line> lines) {
        this.where = where;
        this.process = process;
        this.lines = lines;
        this.readers = List.of(
                PipeThread.start(() -> read(process.getInputStream(), false)),
                PipeThread.start(() -> read(process.getErrorStream(), true)));
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

    private void read(InputStream stream, boolean error) {
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
