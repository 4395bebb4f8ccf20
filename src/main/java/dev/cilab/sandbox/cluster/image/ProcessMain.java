package dev.cilab.sandbox.cluster.image;

import dev.cilab.sandbox.cluster.Workload;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;

/** A container's main process: its output goes to the log, its end is told. */
public final class ProcessMain implements Workload.Main {

    private final Process process;
    private final Workload.Container container;
    private final Predicate<String> sign;
    private volatile boolean ready;

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

    @Override
    public boolean alive() {
        return process.isAlive();
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
        pump(process.getInputStream());
        pump(process.getErrorStream());
        process.onExit().thenRun(container.changed());
        return this;
    }

    /** A platform thread: reading a pipe would hold a virtual thread's carrier all the time. */
    private void pump(InputStream output) {
        Thread.ofPlatform().daemon().name("log").start(() -> {
            try (BufferedReader lines = new BufferedReader(new InputStreamReader(output, StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    accept(line);
                }
            } catch (IOException ended) {
                // the pipe of a process that was killed
                return;
            }
        });
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
