package dev.cilab.sandbox;

import dev.cilab.exec.Command;
import dev.cilab.exec.LocalHost;
import dev.cilab.exec.Result;
import dev.cilab.exec.Unreachable;
import dev.cilab.sandbox.node.Fabric;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Real-time priority for processes of nodes, {@code NODE PID}. On a machine its root may give it; a node's root is nobody on this machine
 * (sched(7): CAP_SYS_NICE counts in the initial user namespace only), so {@code chrt} there asks here. What measures traffic needs it: it has to
 * send on schedule on a machine that is busy with what is measured.
 */
record RealTime(Fabric fabric) {

    private static final Path PROC = Path.of("/proc");
    private static final String PIDS = "NSpid:";

    String give(String request) {
        String[] words = request.split(" ");
        if (words.length != 2 || !words[1].matches("\\d{1,9}")) {
            return "error: ask for \"NODE PID\"";
        }
        String pid = onThisMachine(fabric.node(words[0]).pid(), words[1])
                .orElseThrow(() -> new IllegalArgumentException("no process " + words[1] + " on " + words[0]));
        try (LocalHost here = new LocalHost()) {
            Result set = here.run(Command.of("chrt", "--fifo", "--pid", "1", pid));
            return set.ok() ? "ok" : "error: " + set.stderr().strip();
        } catch (Unreachable e) {
            return "error: " + e.getMessage();
        }
    }

    /** @param init of the node; its namespace is the one in which the process has that pid */
    private static Optional<String> onThisMachine(long init, String pid) {
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
            Path namespace = namespace(PROC.resolve(Long.toString(init)));
            for (Path process : processes) {
                if (is(process, pid, namespace)) {
                    return Optional.of(process.getFileName().toString());
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // the node has ended
        }
    }

    private static boolean is(Path process, String pid, Path namespace) {
        try {
            return Files.readAllLines(process.resolve("status")).stream()
                            .anyMatch(line -> line.startsWith(PIDS) && line.endsWith("\t" + pid))
                    && namespace(process).equals(namespace);
        } catch (IOException ended) {
            return false;
        }
    }

    private static Path namespace(Path process) throws IOException {
        return Files.readSymbolicLink(process.resolve("ns/pid"));
    }
}
