package dev.cilab.sandbox.cluster.image;

import dev.cilab.sandbox.cluster.Workload;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A container's main process: its output goes to the log, its end is told. */
public final class ProcessMain implements Workload.Main {

    private static final Logger LOG = System.getLogger(ProcessMain.class.getName());
    private static final int LAST_WORDS_MILLIS = 500;

    private final Process process;
    private final Workload.Container container;
    private final Predicate<String> sign;
    private volatile boolean ready;
    private volatile boolean ended;

    private ProcessMain(Process process, Workload.Container container, boolean ready, Predicate<String> sign) {
        this.process = process;
        this.container = container;
        this.ready = ready;
        this.sign = sign;
    }

    /** Ready as soon as it runs. */
    public static ProcessMain of(Process process, Workload.Container container) {
        return new ProcessMain(process, container, true, line -> false).follow();
    }

    /** Ready once it has printed a line that is the sign of it. That line does not go to the log. */
    public static ProcessMain readyAt(Predicate<String> sign, Process process, Workload.Container container) {
        return new ProcessMain(process, container, false, sign).follow();
    }

    /** It has not ended before its last words are in the log. */
    @Override
    public boolean alive() {
        return !ended;
    }

    @Override
    public int exitCode() {
        return process.exitValue();
    }

    @Override
    public boolean ready() {
        return ready && process.isAlive();
    }

    @Override
    public void terminate() {
        process.destroy();
    }

    @Override
    public void kill() {
        process.destroyForcibly();
    }

    private ProcessMain follow() {
        CompletableFuture<Void> output =
                CompletableFuture.allOf(pump(process.getInputStream()), pump(process.getErrorStream()));
        // a process that it left behind may hold the pipes open
        process.onExit()
                .thenCompose(exited -> output.completeOnTimeout(null, LAST_WORDS_MILLIS, TimeUnit.MILLISECONDS))
                .thenRun(() -> {
                    ended = true;
                    container.changed().run();
                });
        return this;
    }

    /** On a platform thread: reading a pipe would hold a virtual thread's carrier all the time. */
    private CompletableFuture<Void> pump(InputStream output) {
        CompletableFuture<Void> end = new CompletableFuture<>();
        Thread.ofPlatform().daemon().name("log").start(() -> {
            try (BufferedReader lines = new BufferedReader(new InputStreamReader(output, StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    accept(line);
                }
            } catch (IOException killed) {
                LOG.log(Level.TRACE, () -> "the pipe of a process that was killed: " + killed.getMessage());
            } finally {
                end.complete(null);
            }
        });
        return end;
    }

    private void accept(String line) {
        if (!ready && sign.test(line)) {
            ready = true;
            container.changed().run();
        } else {
            container.log().line(line);
        }
    }
}
