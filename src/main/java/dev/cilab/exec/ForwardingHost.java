package dev.cilab.exec;

import java.io.OutputStream;
import java.util.function.Consumer;

/** A host that hands everything on to another one: what wraps a host overrides what it changes. */
public abstract class ForwardingHost implements Host {

    private final Host inner;

    protected ForwardingHost(Host inner) {
        this.inner = inner;
    }

    @Override
    public String name() {
        return inner.name();
    }

    @Override
    public Result run(Command command) throws Unreachable {
        return inner.run(command);
    }

    @Override
    public Running start(Command command, Consumer<Line> lines) throws Unreachable {
        return inner.start(command, lines);
    }

    @Override
    public Running stream(Command command, OutputStream out, Consumer<Line> errors) throws Unreachable {
        return inner.stream(command, out, errors);
    }

    @Override
    public void put(byte[] content, String path, FileMode mode) throws Unreachable {
        inner.put(content, path, mode);
    }

    @Override
    public String paste(Command command) {
        return inner.paste(command);
    }

    @Override
    public void close() {
        inner.close();
    }
}
