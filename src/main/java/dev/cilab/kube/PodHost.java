package dev.cilab.kube;

import dev.cilab.exec.Command;
import dev.cilab.exec.FileMode;
import dev.cilab.exec.Host;
import dev.cilab.exec.Line;
import dev.cilab.exec.Result;
import dev.cilab.exec.Running;
import dev.cilab.exec.Shell;
import dev.cilab.exec.Unreachable;
import java.io.OutputStream;
import java.util.function.Consumer;

/**
 * A container of a pod as a place where commands run.
 *
 * @param container empty = the default one
 */
public record PodHost(Cluster cluster, String namespace, String pod, String container) implements Host {

    @Override
    public String name() {
        return "pod/" + pod;
    }

    @Override
    public Result run(Command command) throws Unreachable {
        return cluster.exec(namespace, pod, container, command);
    }

    @Override
    public Running start(Command command, Consumer<Line> lines) throws Unreachable {
        return cluster.start(namespace, pod, container, command, lines);
    }

    @Override
    public Running stream(Command command, OutputStream out, Consumer<Line> errors) throws Unreachable {
        return cluster.stream(namespace, pod, container, command, out, errors);
    }

    @Override
    public void put(byte[] content, String path, FileMode mode) throws Unreachable {
        String script =
                "umask 077 && cat > \"$1.new\" && chmod " + mode.octal() + " \"$1.new\" && mv \"$1.new\" \"$1\"";
        Result result = run(Command.of("sh", "-c", script, "sh", path).stdin(content));
        if (!result.ok()) {
            throw new Unreachable(
                    name(), "cannot write " + path + ": " + result.stderr().strip());
        }
    }

    @Override
    public String paste(Command command) {
        String where = (namespace.isEmpty() ? "" : "-n " + namespace + " ")
                + pod
                + (container.isEmpty() ? "" : " -c " + container);
        return cluster.paste("exec " + where + " -- " + Shell.line(command.argv(), command.stdin()));
    }

    @Override
    public void close() {
        // the cluster's connection is not ours
    }
}
