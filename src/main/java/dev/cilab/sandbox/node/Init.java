package dev.cilab.sandbox.node;

import dev.cilab.exec.PipeThread;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * The first process of a new set of namespaces. It lives as long as this process holds its standard input, so nothing it started can
 * outlive the daemon. Two lines tell how far it is: {@code up} (the namespaces are there) and {@code ready} (so is what is in them).
 */
final class Init {

    private static final long PATIENCE_SECONDS = 2;
    /** reboot(2) in a PID namespace kills its init with SIGHUP for a restart, and with SIGINT otherwise; who waits for it ends the same way. */
    private static final int RESTART = 128 + 1;

    private final String what;
    private final Process process;
    private final CompletableFuture<Void> up = new CompletableFuture<>();
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final Thread complaintsReader;
    private final StringBuffer complaints = new StringBuffer();
    private final long pid;

    /**
     * Starts it and returns once its namespaces are there.
     *
     * @param generations how many processes stand between the one started here and the init (nsenter and unshare wait for their children)
     * @throws SandboxFailure with what it said
     */
    Init(String what, List<String> argv, Map<String, String> environment, Path folder, int generations) {
        this.what = what;
        try {
            ProcessBuilder builder = new ProcessBuilder(argv).directory(folder.toFile());
            builder.environment().clear();
            builder.environment().putAll(environment);
            process = builder.start();
        } catch (IOException e) {
            throw new SandboxFailure(what + " could not be started: " + e.getMessage(), e);
        }
        PipeThread.start(this::readProgress);
        complaintsReader = PipeThread.start(this::readComplaints);
        await(up);
        pid = descend(generations);
    }

    /** Host pid of the namespaces' PID 1. */
    long pid() {
        return pid;
    }

    boolean alive() {
        return process.isAlive();
    }

    /**
     * Whether the namespaces' PID 1 itself runs. One that is ending has given up its memory, and with it its arguments, long before it
     * has ended: it waits for every process of its namespaces first.
     */
    boolean runs() {
        try {
            return Files.readAllBytes(Path.of("/proc/" + pid + "/cmdline")).length > 0;
        } catch (IOException gone) {
            return false;
        }
    }

    void awaitReady() {
        await(ready);
    }

    /** Whether it ended because something in its namespaces asked the kernel to restart; true only after it has ended. */
    boolean wantsRestart() {
        return !process.isAlive() && process.exitValue() == RESTART;
    }

    CompletionStage<Void> ended() {
        return process.onExit().thenAccept(gone -> {});
    }

    /** Ends it and everything in its namespaces; returns when they are gone. Idempotent. */
    void end() {
        try {
            process.getOutputStream().close();
        } catch (IOException alreadyGone) {
            // then there is nothing to tell it
        }
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                process.waitFor();
            }
        } catch (InterruptedException e) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void await(CompletableFuture<Void> step) {
        try {
            step.get();
        } catch (ExecutionException ended) {
            end();
            throw new SandboxFailure(what + " did not start: " + complaint());
        } catch (InterruptedException e) {
            end();
            Thread.currentThread().interrupt();
            throw new SandboxFailure(what + " did not start: interrupted", e);
        }
    }

    private void readProgress() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.equals("up")) {
                    up.complete(null);
                } else if (line.equals("ready")) {
                    ready.complete(null);
                }
            }
        } catch (IOException ended) {
            // with the process
        }
        IllegalStateException early = new IllegalStateException("ended");
        up.completeExceptionally(early);
        ready.completeExceptionally(early);
    }

    private long descend(int generations) {
        ProcessHandle handle = process.toHandle();
        for (int i = 0; i < generations; i++) {
            Iterator<ProcessHandle> children = handle.children().iterator();
            if (!children.hasNext()) {
                end();
                throw new SandboxFailure(what + " ended while it was starting");
            }
            handle = children.next();
        }
        return handle.pid();
    }

    private String complaint() {
        try {
            complaintsReader.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        List<String> lines = complaints.toString().strip().lines().toList();
        if (lines.isEmpty()) {
            return "it ended without a word";
        }
        return String.join("\n  ", lines.subList(Math.max(0, lines.size() - 3), lines.size()));
    }

    private void readComplaints() {
        try (BufferedReader reader = process.errorReader(StandardCharsets.UTF_8)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                complaints.append(line).append('\n');
            }
        } catch (IOException ended) {
            // with the process
        }
    }
}
