package dev.cilab.ssh;

import dev.cilab.exec.Line;
import dev.cilab.exec.LineSink;
import dev.cilab.exec.Running;
import dev.cilab.exec.Unreachable;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/** A command that runs on while its output is told, on a thread of its own: a slow listener does not hold up the connection. */
final class RemoteRunning implements Running {

    /** Starting is waiting for nothing, so only opening a channel is bounded. */
    private static final Duration OPENING = Duration.ofSeconds(10);

    private static final Runnable END = () -> {};

    private final String where;
    private final RemoteCommand remote;
    private final Thread teller;

    private RemoteRunning(
            String where,
            Connection connection,
            List<String> argv,
            Rights rights,
            byte[] stdin,
            OutputStream out,
            OutputStream err,
            BlockingQueue<Runnable> queue) {
        this.where = where;
        Closing errors = new Closing(err, () -> queue.add(END));
        remote = RemoteCommand.start(connection, argv, rights, stdin, out, errors, OPENING);
        teller = Thread.startVirtualThread(() -> tell(queue));
    }

    /** Both outputs as lines. */
    static RemoteRunning lines(
            String where, Connection connection, List<String> argv, Rights rights, byte[] stdin, Consumer<Line> lines) {
        BlockingQueue<Runnable> queue = new LinkedBlockingQueue<>();
        Consumer<Line> later = line -> queue.add(() -> lines.accept(line));
        return new RemoteRunning(
                where, connection, argv, rights, stdin, new LineSink(false, later), new LineSink(true, later), queue);
    }

    /** Standard output as bytes, standard error as lines; {@code out} is closed after the last of either. */
    static RemoteRunning bytes(
            String where,
            Connection connection,
            List<String> argv,
            Rights rights,
            byte[] stdin,
            OutputStream out,
            Consumer<Line> errors) {
        BlockingQueue<Runnable> queue = new LinkedBlockingQueue<>();
        OutputStream err = new Closing(
                new LineSink(true, line -> queue.add(() -> errors.accept(line))),
                () -> queue.add(() -> {
                    close(out);
                }));
        return new RemoteRunning(where, connection, argv, rights, stdin, new ByteSink(out, queue), err, queue);
    }

    private static void close(OutputStream out) {
        try {
            out.close();
        } catch (IOException nobodyWantsIt) {
            // the listener's own affair
        }
    }

    private static void tell(BlockingQueue<Runnable> queue) {
        try {
            for (Runnable next = queue.take(); next != END; next = queue.take()) {
                next.run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean alive() {
        return remote.alive();
    }

    @Override
    public Optional<Integer> await(Duration longest) throws Unreachable {
        try {
            var exit = remote.await(longest);
            if (exit.isEmpty()) {
                return Optional.empty();
            }
            teller.join();
            return Optional.of(exit.getAsInt());
        } catch (IOException e) {
            throw new Unreachable(where, e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unreachable(where, "interrupted", e);
        }
    }

    @Override
    public void stop() {
        remote.stop();
    }
}
