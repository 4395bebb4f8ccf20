package dev.cilab.measure;

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

/** A place that has a shell and nothing but the given tools. */
record WithoutTools(Host shell, Path tools) implements Host {

    @Override
    public String name() {
        return "bare";
    }

    @Override
    public Result run(Command command) throws Unreachable {
        return shell.run(emptied(command));
    }

    @Override
    public Running start(Command command, Consumer<Line> lines) throws Unreachable {
        return shell.start(emptied(command), lines);
    }

    @Override
    public Running stream(Command command, OutputStream out, Consumer<Line> errors) throws Unreachable {
        return shell.stream(emptied(command), out, errors);
    }

    private Command emptied(Command command) {
        List<String> argv = new ArrayList<>(List.of("env", "PATH=" + tools, "/bin/sh"));
        argv.addAll(command.argv().subList(1, command.argv().size()));
        return Command.of(argv).timeout(command.timeout());
    }

    @Override
    public void put(byte[] content, String path, FileMode mode) throws Unreachable {
        shell.put(content, path, mode);
    }

    @Override
    public String paste(Command command) {
        return shell.paste(command);
    }

    @Override
    public void close() {
        shell.close();
    }
}
