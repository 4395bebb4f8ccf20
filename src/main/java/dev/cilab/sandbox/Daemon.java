package dev.cilab.sandbox;

import dev.cilab.sandbox.node.SandboxFailure;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The sandbox's daemon. It reads a {@link SandboxSpec} as JSON from standard input up to its end, answers with one line of JSON on standard
 * output ({@code ready} or {@code error}), and then lives until it is told to end (SIGTERM) or the fabric ends. Its one argument is the mark
 * by which the process is found again, {@code cilab:<instance>:<topology>}.
 *
 * <p>Start it in a session of its own, so that it outlives the terminal; it needs little memory:
 * {@code setsid java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx128m -Xss512k -cp … dev.cilab.sandbox.Daemon MARK}.
 */
public final class Daemon {

    private static final JsonMapper JSON = JsonMapper.shared();

    private Daemon() {}

    public static void main(String[] args) {
        PrintStream answer = System.out;
        System.setOut(System.err); // a stray print must not break the one line of the answer
        Sandbox sandbox;
        try {
            SandboxSpec spec = JSON.readValue(System.in.readAllBytes(), SandboxSpec.class);
            logTo(Path.of(spec.stateDir()).resolve("daemon.log"));
            sandbox = new Sandbox(spec);
        } catch (SandboxFailure e) {
            log("failed: " + e.getMessage());
            fail(answer, e.getMessage());
            return;
        } catch (IOException | JacksonException e) {
            fail(answer, "the sandbox's description cannot be read: " + e.getMessage());
            return;
        } catch (RuntimeException e) {
            e.printStackTrace();
            fail(answer, "a bug in the sandbox: " + e);
            return;
        }
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> {
            sandbox.close();
            log("ended");
        }));
        log("ready");
        say(answer, ready(sandbox));
        sandbox.fabric().ended().toCompletableFuture().join();
        System.exit(0);
    }

    private static ObjectNode ready(Sandbox sandbox) {
        ObjectNode ready = JSON.createObjectNode();
        ready.put("ready", true)
                .put("pid", ProcessHandle.current().pid())
                .put("fabricPid", sandbox.fabric().pid());
        ObjectNode ports = ready.putObject("apiPorts");
        sandbox.apiPorts().forEach(ports::put);
        return ready;
    }

    private static void fail(PrintStream answer, String why) {
        say(answer, JSON.createObjectNode().put("error", why));
        System.exit(1);
    }

    /** The reader may be gone; the sandbox does not depend on it. */
    private static void say(PrintStream answer, ObjectNode line) {
        answer.println(line);
        answer.close();
    }

    private static void log(String what) {
        System.err.println(Instant.now() + " " + what);
    }

    private static void logTo(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        System.setErr(new PrintStream(new FileOutputStream(file.toFile(), true), true, StandardCharsets.UTF_8));
        System.setOut(System.err);
    }
}
