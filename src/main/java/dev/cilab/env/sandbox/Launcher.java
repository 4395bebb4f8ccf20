package dev.cilab.env.sandbox;

import dev.cilab.env.Finding;
import dev.cilab.env.NotReady;
import dev.cilab.exec.PipeThread;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Starts the sandbox's daemon as a process of its own session, which outlives this program. */
final class Launcher {

    static final String DAEMON = "dev.cilab.sandbox.Daemon";

    /** Far more than a slow machine needs; a daemon that says nothing for so long is stuck. */
    private static final long PATIENCE_SECONDS = 90;

    private final Path folder;
    private final String mark;

    /** @param mark the last argument, by which the process is found again */
    Launcher(Path folder, String mark) {
        this.folder = folder;
        this.mark = mark;
    }

    /** @throws NotReady with the daemon's own words when it could not bring the sandbox up */
    void start(byte[] spec) throws NotReady {
        Path log = folder.resolve("daemon.log");
        try {
            Process daemon = new ProcessBuilder(argv())
                    .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            try (OutputStream stdin = daemon.getOutputStream()) {
                stdin.write(spec);
            }
            JsonNode answer = answer(daemon, log);
            if (!answer.path("ready").asBoolean(false)) {
                throw notReady(answer.path("error").asString("the sandbox said nothing that can be understood"), log);
            }
        } catch (IOException e) {
            throw notReady("the sandbox's daemon could not be started: " + e.getMessage(), log);
        }
    }

    private List<String> argv() {
        List<String> argv = new ArrayList<>(List.of(
                "setsid",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx128m",
                "-Xss512k",
                "-Djdk.virtualThreadScheduler.parallelism=8",
                "-Xlog:disable",
                "-Xlog:all=off",
                "--enable-native-access=ALL-UNNAMED"));
        String options = System.getProperty("cilab.daemon", "");
        if (!options.isEmpty() && Files.isReadable(Path.of(options))) {
            argv.add("@" + options); // its own start-up archive, where the installation made one
        }
        argv.addAll(List.of("-cp", absolute(System.getProperty("java.class.path")), DAEMON, mark));
        return argv;
    }

    private static String absolute(String classPath) {
        List<String> entries = new ArrayList<>();
        for (String entry : classPath.split(File.pathSeparator)) {
            entries.add(Path.of(entry).toAbsolutePath().toString());
        }
        return String.join(File.pathSeparator, entries);
    }

    private static JsonNode answer(Process daemon, Path log) throws NotReady {
        CompletableFuture<String> line = CompletableFuture.supplyAsync(() -> firstLine(daemon), PipeThread::start);
        try {
            String said = line.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (said == null) {
                throw notReady("the sandbox's daemon ended before it was ready", log);
            }
            return JsonMapper.shared().readTree(said);
        } catch (TimeoutException e) {
            daemon.destroy();
            throw notReady("the sandbox's daemon was not ready after " + PATIENCE_SECONDS + " s", log);
        } catch (InterruptedException e) {
            daemon.destroy();
            Thread.currentThread().interrupt();
            throw notReady("interrupted while the sandbox was starting; the next up starts from nothing", log);
        } catch (ExecutionException | JacksonException e) {
            daemon.destroy();
            throw notReady("the sandbox's daemon gave no answer: " + e.getMessage(), log);
        }
    }

    private static String firstLine(Process daemon) {
        try (BufferedReader reader = daemon.inputReader(StandardCharsets.UTF_8)) {
            return reader.readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static NotReady notReady(String what, Path log) {
        return new NotReady(
                "the sandbox could not be brought up",
                List.of(new Finding(Finding.Severity.ERROR, what, "its log: " + log, "cilab doctor")));
    }
}
