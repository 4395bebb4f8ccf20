package dev.cilab.kube;

import dev.cilab.exec.Running;
import dev.cilab.exec.Unreachable;
import io.fabric8.kubernetes.client.http.WebSocket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A command that runs on in a container. Kubernetes has no way to end it: closing the connection closes its output, and a command ends when it
 * next writes.
 */
final class PodRunning implements Running {

    private static final int NORMAL = 1000;

    private final String where;
    private final WebSocket socket;
    private final CompletableFuture<Integer> exit;

    PodRunning(String where, WebSocket socket, CompletableFuture<Integer> exit) {
        this.where = where;
        this.socket = socket;
        this.exit = exit;
    }

    @Override
    public boolean alive() {
        return !exit.isDone();
    }

    @Override
    public Optional<Integer> await(Duration longest) throws Unreachable {
        try {
            return Optional.of(exit.get(longest.toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new Unreachable(where, String.valueOf(e.getCause().getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unreachable(where, "interrupted", e);
        }
    }

    @Override
    public void stop() {
        socket.sendClose(NORMAL, "");
    }
}
