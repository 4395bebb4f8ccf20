package dev.cilab.sandbox.cluster.kubelet;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** What a node says of itself: the kernel, system and memory of the machine that the sandbox runs on, which all its nodes share. */
record Machine(String osImage, String kernel, String architecture, int processors, long memoryKib, String bootId) {

    static Machine current() {
        try {
            return new Machine(
                    systemName(),
                    Files.readString(Path.of("/proc/sys/kernel/osrelease")).strip(),
                    System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64",
                    Runtime.getRuntime().availableProcessors(),
                    memory(),
                    Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read what this machine is", e);
        }
    }

    private static String systemName() throws IOException {
        Properties release = new Properties();
        try (Reader file = Files.newBufferedReader(Path.of("/etc/os-release"))) {
            release.load(file);
        }
        return release.getProperty("PRETTY_NAME", "Linux").replace("\"", "");
    }

    private static long memory() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/meminfo"))) {
            if (line.startsWith("MemTotal:")) {
                return Long.parseLong(line.replaceAll("\\D", ""));
            }
        }
        throw new IOException("/proc/meminfo has no MemTotal");
    }
}
