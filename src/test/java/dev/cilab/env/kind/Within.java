package dev.cilab.env.kind;

import dev.cilab.exec.Command;
import dev.cilab.exec.FileMode;
import dev.cilab.exec.Host;
import dev.cilab.exec.Line;
import dev.cilab.exec.Result;
import dev.cilab.exec.Running;
import dev.cilab.exec.Unreachable;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A host that has another program where {@code docker} would be. */
record Within(Host host, Path docker) implements Host {

    private Command other(Command command) {
        List<String> argv = new ArrayList<>(command.argv());
        argv.set(0, docker.toString());
        return Command.of(argv).stdin(command.stdin()).timeout(command.timeout());
    }

    @Override
    public String name() {
        return host.name();
    }

    @Override
    public Result run(Command command) throws Unreachable {
        return host.run(other(command));
    }

    @Override
    public Running start(Command command, Consumer<Line> lines) throws Unreachable {
        return host.start(other(command), lines);
    }

    @Override
    public Running stream(Command command, OutputStream out, Consumer<Line> errors) throws Unreachable {
        return host.stream(other(command), out, errors);
    }

    @Override
    public void put(byte[] content, String path, FileMode mode) throws Unreachable {
        host.put(content, path, mode);
    }

    @Override
    public String paste(Command command) {
        return host.paste(command);
    }

    @Override
    public void close() {
        host.close();
    }
}
