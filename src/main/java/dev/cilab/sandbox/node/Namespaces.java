package dev.cilab.sandbox.node;

import dev.cilab.exec.Command;
import dev.cilab.exec.FileMode;
import dev.cilab.exec.LocalHost;
import dev.cilab.exec.Result;
import dev.cilab.exec.Unreachable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * All namespaces of one init, entered as their root.
 *
 * @param name for messages
 * @param pid  host pid of the init
 */
record Namespaces(String name, long pid) {

    static final Map<String, String> ENVIRONMENT = Map.of(
            "PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
            "HOME", "/root",
            "USER", "root",
            "LOGNAME", "root",
            "SHELL", "/bin/bash",
            "LANG", "C.UTF-8");

    /** For commands that enter only the network namespace: they see this machine's pids, which {@code ip link … netns PID} needs. */
    private static final List<String> NETWORK = List.of("-n");

    private static final List<String> ALL = List.of("-m", "-n", "-u", "-i", "-p");

    /** The line that runs a command in all namespaces. */
    List<String> argv(List<String> command) {
        return argv(ALL, command);
    }

    Result run(Command command) {
        return run(ALL, command);
    }

    Process start(List<String> command, Map<String, String> environment, String workingDir) {
        // a daemon started in the background ignores interrupts, and so would what it starts
        List<String> program = new ArrayList<>(List.of("env", "--default-signal"));
        program.addAll(command);
        List<String> namespaces = new ArrayList<>(ALL);
        if (!workingDir.isEmpty()) {
            namespaces.add("--wdns=" + workingDir);
        }
        ProcessBuilder builder = new ProcessBuilder(argv(namespaces, program));
        builder.environment().clear();
        builder.environment().putAll(ENVIRONMENT);
        builder.environment().putAll(environment);
        try {
            return new EnteredProcess(builder.start());
        } catch (IOException e) {
            throw new SandboxFailure(name + ": cannot start " + command.getFirst() + ": " + e.getMessage(), e);
        }
    }

    /** Runs lines of {@code ip -batch} in the network namespace alone. */
    void ip(String batch) {
        must("ip -batch", run(NETWORK, Command.of("ip", "-batch", "-").stdin(batch.getBytes(StandardCharsets.UTF_8))));
    }

    Result network(String... command) {
        return run(NETWORK, Command.of(command));
    }

    void nft(String ruleset) {
        must("nft", run(Command.of("nft", "-f", "-").stdin(ruleset.getBytes(StandardCharsets.UTF_8))));
    }

    Path file(String absolutePath) {
        return Path.of("/proc/" + pid + "/root" + absolutePath);
    }

    void put(byte[] content, String path, FileMode mode) {
        String script = """
                umask 077
                mkdir -p -m 755 "${1%/*}/"
                new=$(mktemp "$1.XXXXXX") && cat >"$new" && chmod "$2" "$new" && mv -f "$new" "$1"
                """;
        must(
                "write " + path,
                run(Command.of("sh", "-ec", script, "put", path, mode.octal()).stdin(content)));
    }

    private Result run(List<String> namespaces, Command command) {
        Command entered = new Command(argv(namespaces, command.argv()), command.stdin(), command.timeout(), false);
        try {
            return new LocalHost(ENVIRONMENT).run(entered);
        } catch (Unreachable e) {
            byte[] why = (e.getMessage() + "\n").getBytes(StandardCharsets.UTF_8);
            return new Result(command, 124, new byte[0], why, command.timeout());
        }
    }

    private List<String> argv(List<String> namespaces, List<String> command) {
        List<String> argv = new ArrayList<>(List.of("nsenter", "-t", Long.toString(pid), "-U", "-S", "0", "-G", "0"));
        argv.addAll(namespaces);
        argv.add("--");
        argv.addAll(command);
        return argv;
    }

    private void must(String what, Result result) {
        if (!result.ok()) {
            String why = Arrays.stream(result.stderr().strip().split("\n"))
                    .limit(3)
                    .reduce((a, b) -> a + "\n  " + b)
                    .orElse("");
            throw new SandboxFailure(name + ": " + what + " ended with exit code " + result.exit() + ": " + why);
        }
    }
}
