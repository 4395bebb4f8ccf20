package dev.cilab.env.trace;

import dev.cilab.event.Events;
import dev.cilab.exec.Command;
import dev.cilab.exec.FileMode;
import dev.cilab.exec.Host;
import dev.cilab.exec.Line;
import dev.cilab.exec.Result;
import dev.cilab.exec.Running;
import dev.cilab.exec.Unreachable;
import java.io.OutputStream;
import java.util.function.Consumer;

/** A host whose commands are told. */
final class TracedHost implements Host {

    private final Host traced;
    private final Events events;

    TracedHost(Host traced, Events events) {
        this.traced = traced;
        this.events = events;
    }

    @Override
    public String name() {
        return traced.name();
    }

    @Override
    public Result run(Command command) throws Unreachable {
        return Stopwatch.told(events, name(), paste(command), () -> traced.run(command));
    }

    @Override
    public Running start(Command command, Consumer<Line> lines) throws Unreachable {
        return Stopwatch.told(events, name(), paste(command), () -> traced.start(command, lines));
    }

    @Override
    public Running stream(Command command, OutputStream out, Consumer<Line> errors) throws Unreachable {
        return Stopwatch.told(events, name(), paste(command), () -> traced.stream(command, out, errors));
    }

    @Override
    public void put(byte[] content, String path, FileMode mode) throws Unreachable {
        // the content is not shown: it may be long, and it may be secret
        String command = paste(Command.of("tee", path)) + " >/dev/null   # " + content.length + " bytes";
        Stopwatch.told(events, name(), command, () -> {
            traced.put(content, path, mode);
            return null;
        });
    }

    @Override
    public String paste(Command command) {
        return traced.paste(command);
    }

    @Override
    public void close() {
        traced.close();
    }
}
