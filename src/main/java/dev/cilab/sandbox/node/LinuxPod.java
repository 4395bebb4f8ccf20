package dev.cilab.sandbox.node;

import dev.cilab.exec.Command;
import dev.cilab.exec.FileMode;
import dev.cilab.exec.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A pod's namespaces, nested in its node's. */
final class LinuxPod implements Pod {

    private final Node.PodRequest request;
    private final Init init;
    private final Namespaces namespaces;

    LinuxPod(Node.PodRequest request, Init init, Namespaces namespaces) {
        this.request = request;
        this.init = init;
        this.namespaces = namespaces;
    }

    @Override
    public String uid() {
        return request.uid();
    }

    @Override
    public String ip() {
        return request.ip();
    }

    @Override
    public long pid() {
        return init.pid();
    }

    @Override
    public boolean alive() {
        return init.alive();
    }

    @Override
    public Process start(List<String> argv, Map<String, String> environment, String workingDir) {
        return namespaces.start(argv, environment, workingDir);
    }

    @Override
    public Process startOnTerminal(List<String> argv, Map<String, String> environment, String workingDir) {
        Map<String, String> onTerminal = new HashMap<>(Map.of("TERM", "xterm", "SHELL", "/bin/sh"));
        onTerminal.putAll(environment);
        // script(1) makes the pseudo terminal inside the pod; -E always: the far terminal is raw, so this one echoes
        return namespaces.start(
                List.of("script", "-q", "-e", "-f", "-E", "always", "-c", "exec " + Shell.quote(argv), "/dev/null"),
                onTerminal,
                workingDir);
    }

    @Override
    public void resizeTerminal(Process process, int columns, int rows) {
        // the terminal's name inside the pod is what its program has as standard input
        process.descendants()
                .map(each -> terminalOf(each.pid()))
                .filter(name -> name.startsWith("/dev/pts/"))
                .findFirst()
                .ifPresent(name -> namespaces.run(Command.of(
                        "stty", "-F", name, "cols", Integer.toString(columns), "rows", Integer.toString(rows))));
    }

    @Override
    public Path file(String absolutePath) {
        return namespaces.file(absolutePath);
    }

    @Override
    public void put(byte[] content, String absolutePath, FileMode mode) {
        namespaces.put(content, absolutePath, mode);
    }

    @Override
    public void delete(Duration grace) {
        if (init.alive() && !grace.isZero()) {
            terminate(grace);
        }
        init.end();
    }

    /** SIGTERM to every process but the init, and waits for their end, but not longer than the grace period. */
    private void terminate(Duration grace) {
        // the init and this shell are the last two
        String script = "kill -TERM -1; while set -- /proc/[0-9]*; [ $# -gt 2 ]; do sleep 0.02; done";
        namespaces.run(Command.sh(script).timeout(grace));
    }

    private static String terminalOf(long pid) {
        try {
            return Files.readSymbolicLink(Path.of("/proc/" + pid + "/fd/0")).toString();
        } catch (IOException gone) {
            return "";
        }
    }
}
