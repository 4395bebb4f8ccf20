package dev.cilab.kube;

import dev.cilab.exec.Command;
import dev.cilab.exec.Result;
import dev.cilab.exec.Running;
import dev.cilab.exec.Unreachable;
import io.fabric8.kubernetes.client.http.WebSocket;
import io.fabric8.kubernetes.client.http.WebSocketHandshakeException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * A command in a container, over a WebSocket in the API's channel protocol: the first octet of a message is its channel. Version 4 has no
 * end of input, so a command with input asks for version 5 (Kubernetes 1.30 and later).
 */
final class PodExec implements WebSocket.Listener {

    private static final byte STDIN = 0;
    private static final byte STDOUT = 1;
    private static final byte STDERR = 2;
    private static final byte STATUS = 3;
    private static final byte CLOSE = (byte) 255;
    private static final int CHUNK = 32 * 1024;

    private final OutputStream out;
    private final OutputStream err;
    private final CompletableFuture<JsonNode> status = new CompletableFuture<>();

    private PodExec(OutputStream out, OutputStream err) {
        this.out = out;
        this.err = err;
    }

    static Running start(
            Api api,
            String namespace,
            String pod,
            String container,
            Command command,
            OutputStream out,
            OutputStream err)
            throws Unreachable {
        String where = namespace + "/" + pod;
        PodExec exec = new PodExec(out, err);
        exec.status.whenComplete((status, failure) -> {
            close(out);
            close(err);
        });
        try {
            WebSocket socket = exec.open(api, namespace, pod, container, command);
            exec.feed(socket, command.stdin());
            return new PodRunning(where, socket, exec.status.thenApply(PodExec::exitCode));
        } catch (TimeoutException e) {
            throw new Unreachable(where, "no answer within " + command.timeout().toMillis() + " ms", e);
        } catch (ExecutionException e) {
            throw refused(api, where, command, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unreachable(where, "interrupted", e);
        }
    }

    private static void close(OutputStream sink) {
        try {
            sink.close();
        } catch (IOException e) {
            // what was written is there; there is nobody to tell
        }
    }

    static Result run(Api api, String namespace, String pod, String container, Command command) throws Unreachable {
        long begin = System.nanoTime();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PodExec exec = new PodExec(out, err);
        String where = namespace + "/" + pod;
        try {
            WebSocket socket = exec.open(api, namespace, pod, container, command);
            try {
                exec.feed(socket, command.stdin());
                JsonNode ended = exec.status.get(command.timeout().toNanos(), TimeUnit.NANOSECONDS);
                Duration took = Duration.ofNanos(System.nanoTime() - begin);
                return new Result(command, exitCode(ended), out.toByteArray(), err.toByteArray(), took);
            } finally {
                socket.sendClose(1000, "");
            }
        } catch (TimeoutException e) {
            throw new Unreachable(
                    where,
                    "no end within " + command.timeout().toMillis() + " ms: " + String.join(" ", command.argv()),
                    e);
        } catch (ExecutionException e) {
            throw refused(api, where, command, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unreachable(where, "interrupted: " + String.join(" ", command.argv()), e);
        }
    }

    private WebSocket open(Api api, String namespace, String pod, String container, Command command)
            throws ExecutionException, InterruptedException, TimeoutException {
        boolean input = command.stdin().length > 0;
        StringBuilder uri = new StringBuilder(api.server())
                .append("/api/v1/namespaces/")
                .append(namespace)
                .append("/pods/")
                .append(pod)
                .append("/exec?stdout=true&stderr=true&stdin=")
                .append(input);
        if (!container.isEmpty()) {
            uri.append("&container=").append(encode(container));
        }
        command.argv().forEach(word -> uri.append("&command=").append(encode(word)));
        return api.client()
                .newWebSocketBuilder()
                .uri(URI.create(uri.toString()))
                .subprotocol(input ? "v5.channel.k8s.io" : "v4.channel.k8s.io")
                .buildAsync(this)
                .get(command.timeout().toNanos(), TimeUnit.NANOSECONDS);
    }

    private void feed(WebSocket socket, byte[] stdin) {
        if (stdin.length == 0) {
            return;
        }
        for (int from = 0; from < stdin.length; from += CHUNK) {
            int length = Math.min(CHUNK, stdin.length - from);
            socket.send(ByteBuffer.allocate(length + 1)
                    .put(STDIN)
                    .put(stdin, from, length)
                    .flip());
        }
        socket.send(ByteBuffer.wrap(new byte[] {CLOSE, STDIN}));
    }

    @Override
    public void onMessage(WebSocket socket, ByteBuffer message) {
        if (message.hasRemaining()) {
            byte channel = message.get();
            byte[] bytes = new byte[message.remaining()];
            message.get(bytes);
            switch (channel) {
                case STDOUT -> keep(out, bytes);
                case STDERR -> keep(err, bytes);
                case STATUS -> settle(bytes);
                default -> {
                    // a channel was closed: its end is told by the status
                }
            }
        }
        socket.request();
    }

    private void keep(OutputStream sink, byte[] bytes) {
        try {
            sink.write(bytes);
        } catch (IOException e) {
            status.completeExceptionally(e);
        }
    }

    private void settle(byte[] bytes) {
        try {
            status.complete(Api.JSON.readTree(bytes));
        } catch (JacksonException e) {
            status.completeExceptionally(e);
        }
    }

    @Override
    public void onClose(WebSocket socket, int code, String reason) {
        cut(null);
    }

    @Override
    public void onError(WebSocket socket, Throwable failure) {
        cut(failure);
    }

    /** A server that goes away is noticed as a close or as an error, whichever comes first. */
    private void cut(Throwable failure) {
        status.completeExceptionally(new IOException("the connection closed before the command ended", failure));
    }

    /** Success, or NonZeroExitCode with the code among the causes; anything else is a command that could not be started. */
    private static int exitCode(JsonNode status) {
        if (status.path("status").asString("").equals("Success")) {
            return 0;
        }
        for (JsonNode cause : status.at("/details/causes")) {
            if (cause.path("reason").asString("").equals("ExitCode")) {
                return Integer.parseInt(cause.path("message").asString("1"));
            }
        }
        throw new KubeError(
                status.path("code").asInt(500),
                status.path("reason").asString(""),
                status.path("message").asString(""));
    }

    private static Unreachable refused(Api api, String where, Command command, Throwable cause) throws Unreachable {
        for (Throwable t = cause; t != null; t = t.getCause()) {
            if (t instanceof WebSocketHandshakeException handshake) {
                int code = handshake.getResponse().code();
                if (code == 404) {
                    throw new KubeError(404, "NotFound", "there is no pod " + where);
                }
                if (code != 401 && code < 500) {
                    throw new KubeError(
                            code,
                            "",
                            "the server does not run \"" + command.argv().getFirst() + "\" in " + where + " (HTTP "
                                    + code + ")");
                }
                api.refuse(code, new byte[0]);
            }
        }
        return api.unreachable(cause);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
