package dev.cilab.sandbox.cilium.mesh;

import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.api.Objects;
import dev.cilab.sandbox.cilium.LogLines;
import dev.cilab.sandbox.cilium.Reconciler;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tells a cluster's state to whoever connects to its Unix socket: one HTTP answer of JSON lines, first all there is, then
 * {@code {"synced":true}}, then every change, and {@code {"heartbeat":true}} in between so that a dead connection is noticed.
 */
final class StateServer implements AutoCloseable {

    /** How long a connection is silent at most. */
    static final Duration HEARTBEAT = Duration.ofSeconds(3);

    /** Of the etcd that Cilium's image carries. */
    private static final String VERSION = "3.5.21";

    private static final String HEAD =
            "HTTP/1.1 200 OK\r\nContent-Type: application/x-ndjson\r\nConnection: close\r\n\r\n";

    private final Path path;
    private final ServerSocketChannel server;
    private final ClusterState state;
    private final Reconciler publishing;
    private final List<Objects.Subscription> watches = new ArrayList<>();
    private final List<BlockingQueue<String>> listeners = new ArrayList<>();
    private SortedMap<String, ObjectNode> entries = new TreeMap<>();

    private StateServer(Path path, ServerSocketChannel server, ClusterState state, LogLines log) {
        this.path = path;
        this.server = server;
        this.state = state;
        this.publishing = new Reconciler(
                "clustermesh-apiserver", this::publish, e -> log.error("Cannot publish", "error", e.getMessage()));
    }

    static StateServer open(Path socket, Objects objects, ClusterState state, LogLines log) {
        try {
            Files.deleteIfExists(socket);
            ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            channel.bind(UnixDomainSocketAddress.of(socket));
            // the pod's root is another user of this machine; who may reach the folder decides
            Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-rw-rw-"));
            StateServer server = new StateServer(socket, channel, state, log);
            server.publish();
            state.sources()
                    .forEach(type -> server.watches.add(objects.watch(type, change -> server.publishing.trigger())));
            Thread.ofPlatform().daemon().name("clustermesh-apiserver").start(server::accept);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on " + socket, e);
        }
    }

    @Override
    public void close() {
        watches.forEach(Objects.Subscription::close);
        publishing.close();
        try {
            server.close();
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private synchronized void publish() {
        SortedMap<String, ObjectNode> now = state.entries();
        List<String> changes = new ArrayList<>();
        now.forEach((key, value) -> {
            if (!value.equals(entries.get(key))) {
                changes.add(put(key, value));
            }
        });
        entries.keySet().stream().filter(key -> !now.containsKey(key)).forEach(key -> changes.add(delete(key)));
        entries = now;
        listeners.forEach(listener -> listener.addAll(changes));
    }

    private synchronized BlockingQueue<String> listen() {
        BlockingQueue<String> queue = new LinkedBlockingQueue<>();
        entries.forEach((key, value) -> queue.add(put(key, value)));
        queue.add("{\"synced\":true}");
        listeners.add(queue);
        return queue;
    }

    private synchronized void forget(BlockingQueue<String> queue) {
        listeners.removeIf(each -> each == queue);
    }

    private void accept() {
        while (server.isOpen()) {
            try {
                SocketChannel connection = server.accept();
                Thread.ofVirtual().name("clustermesh-connection").start(() -> answer(connection));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void answer(SocketChannel connection) {
        try (connection) {
            String request = request(connection);
            write(connection, HEAD);
            if (request.startsWith("GET /version ")) {
                write(connection, VERSION + "\n");
            } else {
                tell(connection);
            }
        } catch (IOException gone) {
            // the other side comes back when it wants
            return;
        }
    }

    private void tell(SocketChannel connection) throws IOException {
        BlockingQueue<String> queue = listen();
        try {
            while (server.isOpen()) {
                String line = queue.poll(HEARTBEAT.toMillis(), TimeUnit.MILLISECONDS);
                write(connection, (line == null ? "{\"heartbeat\":true}" : line) + "\n");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            forget(queue);
        }
    }

    /** Its first line. */
    private static String request(SocketChannel connection) throws IOException {
        BufferedReader lines = new BufferedReader(
                new InputStreamReader(Channels.newInputStream(connection), StandardCharsets.US_ASCII));
        String first = lines.readLine();
        String line = first;
        while (line != null && !line.isEmpty()) {
            line = lines.readLine();
        }
        return first == null ? "" : first;
    }

    private static void write(SocketChannel connection, String text) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (buffer.hasRemaining()) {
            connection.write(buffer);
        }
    }

    private static String put(String key, ObjectNode value) {
        ObjectNode line = Json.object().put("put", key);
        line.set("value", value);
        return line.toString();
    }

    private static String delete(String key) {
        return Json.object().put("delete", key).toString();
    }
}
