package dev.cilab.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The way from a node's network to the API server, which listens on this machine's loopback alone: a Unix socket in the exchange folder whose
 * connections become connections to the server's port.
 */
final class ApiSocket implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(ApiSocket.class.getName());

    private final Path path;
    private final ServerSocketChannel server;
    private final InetSocketAddress target;

    private ApiSocket(Path path, ServerSocketChannel server, InetSocketAddress target) {
        this.path = path;
        this.server = server;
        this.target = target;
    }

    /** @param port of the API server on 127.0.0.1 */
    static ApiSocket open(Path path, int port) {
        try {
            Files.deleteIfExists(path);
            ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            server.bind(UnixDomainSocketAddress.of(path));
            // the nodes' root is another user of this machine; who may reach the folder decides
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-rw-rw-"));
            ApiSocket socket =
                    new ApiSocket(path, server, new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            Thread.ofPlatform().daemon().name(path.getFileName().toString()).start(socket::serve);
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on " + path, e);
        }
    }

    private void serve() {
        while (server.isOpen()) {
            try {
                SocketChannel client = server.accept();
                Thread.ofVirtual().start(() -> relay(client));
            } catch (ClosedChannelException closed) {
                return;
            } catch (IOException e) {
                LOG.log(System.Logger.Level.DEBUG, "no connection taken", e);
            }
        }
    }

    private void relay(SocketChannel client) {
        try (client;
                SocketChannel api = SocketChannel.open(target)) {
            Thread answers = Thread.ofVirtual().start(() -> copy(api, client));
            copy(client, api);
            answers.join();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "the API server takes no connection", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Until the source ends; its end is passed on. */
    private static void copy(SocketChannel from, SocketChannel to) {
        try {
            InputStream in = Channels.newInputStream(from);
            OutputStream out = Channels.newOutputStream(to);
            in.transferTo(out);
            to.shutdownOutput();
        } catch (IOException ended) {
            LOG.log(System.Logger.Level.TRACE, "a connection ended", ended);
        }
    }

    @Override
    public void close() {
        try {
            server.close();
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
