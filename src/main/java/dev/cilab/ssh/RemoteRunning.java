package dev.cilab.ssh;

import dev.cilab.exec.Line;
import dev.cilab.exec.Running;
import dev.cilab.exec.Unreachable;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/** A command that runs on while its lines are told, on a thread of their own: a slow listener does not hold up the connection. */
final class RemoteRunning implements Running {

    /** Starting is waiting for nothing, so only opening a channel is bounded. */
    private static final Duration OPENING = Duration.ofSeconds(10);

    private static final Line END = new Line(false, "");

    private final String where;
    private final RemoteCommand remote;
    private final Thread teller;

    RemoteRunning(
            String where, Connection connection, List<String> argv, boolean root, byte[] stdin, Consumer<Line> lines) {
        this.where = where;
        BlockingQueue<Line> queue = new LinkedBlockingQueue<>();
        Closing errors = new Closing(new LineSink(true, queue::add), () -> queue.add(END));
        remote = RemoteCommand.start(connection, argv, root, stdin, new LineSink(false, queue::add), errors, OPENING);
        teller = Thread.startVirtualThread(() -> tell(queue, lines));
    }

    private static void tell(BlockingQueue<Line> queue, Consumer<Line> lines) {
        try {
            for (Line line = queue.take(); line != END; line = queue.take()) {
                lines.accept(line);
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
