package dev.cilab.env.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the sandbox's processes by the mark in their arguments, {@code cilab:<instance>:<topology>[:<name>]}. The process table is the
 * truth: a file may be older than the world, a process cannot be.
 */
final class Marks {

    private final Path proc;
    private final String prefix;
    private final String topology;

    /** @param topology empty = every topology of this instance */
    Marks(Path proc, String instance, String topology) {
        this.proc = proc;
        this.prefix = "cilab:" + instance + ":";
        this.topology = topology;
    }

    /**
     * A marked process.
     *
     * @param topology what it belongs to
     * @param name     the node, or {@code node/pod}; empty for the daemon
     */
    record Marked(long pid, String topology, String name) {

        boolean daemon() {
            return name.isEmpty();
        }

        boolean pod() {
            return name.contains("/");
        }
    }

    List<Marked> find() {
        List<Marked> found = new ArrayList<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(proc, "[0-9]*")) {
            for (Path process : processes) {
                mark(process, found);
            }
        } catch (IOException e) {
            return List.of();
        }
        return found;
    }

    /** A process that nobody has waited for yet is listed still, and has ended all the same; who adopts orphans may take seconds to do so. */
    boolean runs(Marked process) {
        try {
            String stat = Files.readString(proc.resolve(process.pid() + "/stat"), StandardCharsets.ISO_8859_1);
            char state = stat.charAt(stat.lastIndexOf(')') + 2);
            return state != 'Z' && state != 'X';
        } catch (IOException ended) {
            return false;
        }
    }

    private void mark(Path process, List<Marked> found) {
        String[] argv;
        try {
            argv = new String(Files.readAllBytes(process.resolve("cmdline")), StandardCharsets.UTF_8).split("\0");
        } catch (IOException ended) {
            return;
        }
        String mark = argv[0].startsWith("cilab:") ? argv[0] : argv[argv.length - 1];
        if (!mark.startsWith(prefix)) {
            return;
        }
        String[] parts = mark.split(":", 4);
        if (!topology.isEmpty() && !parts[2].equals(topology)) {
            return;
        }
        boolean daemon = !mark.equals(argv[0]);
        if (daemon && (parts.length != 3 || !List.of(argv).contains(Launcher.DAEMON))) {
            return;
        }
        found.add(new Marked(
                Long.parseLong(process.getFileName().toString()), parts[2], parts.length > 3 ? parts[3] : ""));
    }
}
