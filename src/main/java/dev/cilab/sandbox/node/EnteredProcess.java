package dev.cilab.sandbox.node;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A process in other namespaces. What was started is nsenter, which waits for its child and passes its exit code on, but not the signals it
 * gets: those are sent to the child here.
 */
final class EnteredProcess extends Process {

    private final Process entering;

    EnteredProcess(Process entering) {
        this.entering = entering;
    }

    @Override
    public void destroy() {
        List<ProcessHandle> children = entering.children().toList();
        if (children.isEmpty()) {
            entering.destroy(); // it has not got as far as to fork
        } else {
            children.forEach(ProcessHandle::destroy); // nsenter ends with its child
        }
    }

    @Override
    public Process destroyForcibly() {
        entering.descendants().forEach(ProcessHandle::destroyForcibly);
        entering.destroyForcibly();
        return this;
    }

    @Override
    public OutputStream getOutputStream() {
        return entering.getOutputStream();
    }

    @Override
    public InputStream getInputStream() {
        return entering.getInputStream();
    }

    @Override
    public InputStream getErrorStream() {
        return entering.getErrorStream();
    }

    @Override
    public int waitFor() throws InterruptedException {
        return entering.waitFor();
    }

    @Override
    public boolean waitFor(long timeout, TimeUnit unit) throws InterruptedException {
        return entering.waitFor(timeout, unit);
    }

    @Override
    public int exitValue() {
        return entering.exitValue();
    }

    @Override
    public boolean isAlive() {
        return entering.isAlive();
    }

    @Override
    public boolean supportsNormalTermination() {
        return true;
    }

    @Override
    public long pid() {
        return entering.pid();
    }

    @Override
    public ProcessHandle toHandle() {
        return entering.toHandle();
    }

    @Override
    public CompletableFuture<Process> onExit() {
        return entering.onExit().thenApply(ended -> this);
    }

    @Override
    public Stream<ProcessHandle> children() {
        return entering.children();
    }

    @Override
    public Stream<ProcessHandle> descendants() {
        return entering.descendants();
    }
}
