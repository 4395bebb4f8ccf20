package dev.cilab.sandbox;

import dev.cilab.sandbox.node.SandboxFailure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.UnaryOperator;

/** A Unix socket where one line asks and one line answers: {@code ok} or {@code error: …}. */
final class LineSocket implements AutoCloseable {

    private final Path path;
    private final UnaryOperator<String> answers;
    private final ServerSocketChannel server;

    /**
     * @param path    whoever may enter its folder may ask
     * @param answers what is done for a request, and its answer; a {@link SandboxFailure} or {@link IllegalArgumentException} becomes an error
     */
    LineSocket(Path path, UnaryOperator<String> answers) {
        this.path = path;
        this.answers = answers;
        try {
            server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            server.bind(UnixDomainSocketAddress.of(path));
            // the nodes' root is another user of this machine
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-rw-rw-"));
        } catch (IOException e) {
            throw new SandboxFailure("cannot listen on " + path + ": " + e.getMessage(), e);
        }
        Thread.ofPlatform().daemon().name(path + " socket").start(this::accept);
    }

    private void accept() {
        while (server.isOpen()) {
            try {
                SocketChannel client = server.accept();
                // what is asked for takes a while and waits for processes: no virtual thread
                Thread.ofPlatform().daemon().name(path + " request").start(() -> serve(client));
            } catch (AsynchronousCloseException closed) {
                return;
            } catch (IOException e) {
                System.err.println(path + ": " + e.getMessage());
            }
        }
    }

    private void serve(SocketChannel client) {
        try (client;
                BufferedReader in = new BufferedReader(Channels.newReader(client, StandardCharsets.UTF_8));
                Writer out = Channels.newWriter(client, StandardCharsets.UTF_8)) {
            out.write(answer(String.valueOf(in.readLine())) + "\n");
        } catch (IOException gone) {
            // who asked does not wait for the answer
        }
    }

    private String answer(String request) {
        try {
            return answers.apply(request);
        } catch (SandboxFailure | IllegalArgumentException e) {
            return "error: " + e.getMessage().lines().findFirst().orElse("");
        }
    }

    @Override
    public void close() {
        try {
            server.close();
            Files.deleteIfExists(path);
        } catch (IOException e) {
            // the folder is removed as a whole
        }
    }
}
