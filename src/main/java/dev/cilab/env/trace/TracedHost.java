package dev.cilab.env.trace;

import dev.cilab.event.Events;
import dev.cilab.exec.Command;
import dev.cilab.exec.FileMode;
import dev.cilab.exec.ForwardingHost;
import dev.cilab.exec.Host;
import dev.cilab.exec.Line;
import dev.cilab.exec.Result;
import dev.cilab.exec.Running;
import dev.cilab.exec.Unreachable;
import java.io.OutputStream;
import java.util.function.Consumer;

/** A host whose commands are told. */
final class TracedHost extends ForwardingHost {

    private final Events events;

    TracedHost(Host traced, Events events) {
        super(traced);
        this.events = events;
    }

    @Override
    public Result run(Command command) throws Unreachable {
        return Stopwatch.told(events, name(), paste(command), () -> super.run(command));
    }

    @Override
    public Running start(Command command, Consumer<Line> lines) throws Unreachable {
        return Stopwatch.told(events, name(), paste(command), () -> super.start(command, lines));
    }

    @Override
    public Running stream(Command command, OutputStream out, Consumer<Line> errors) throws Unreachable {
        return Stopwatch.told(events, name(), paste(command), () -> super.stream(command, out, errors));
    }

    @Override
    public void put(byte[] content, String path, FileMode mode) throws Unreachable {
        // the content is not shown: it may be long, and it may be secret
        String command = paste(Command.of("tee", path)) + " >/dev/null   # " + content.length + " bytes";
        Stopwatch.told(events, name(), command, () -> {
            super.put(content, path, mode);
            return null;
        });
    }
}
