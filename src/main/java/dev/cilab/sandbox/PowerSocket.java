package dev.cilab.sandbox;

import dev.cilab.sandbox.node.Fabric;
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

/**
 * The nodes' power switches: a socket in the state folder, which only its owner may enter. One line asks, {@code off NODE} or
 * {@code on NODE}; one line answers when it is done, {@code ok} or {@code error: …}.
 */
final class PowerSocket implements AutoCloseable {

    private final Fabric fabric;
    private final Path path;
    private final ServerSocketChannel server;

    PowerSocket(Fabric fabric, Path path) throws IOException {
        this.fabric = fabric;
        this.path = path;
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(path));
        Thread.ofPlatform().daemon().name("power socket").start(this::accept);
    }

    private void accept() {
        while (server.isOpen()) {
            try {
                SocketChannel client = server.accept();
                // a node takes a while to start, and it waits for processes: no virtual thread
                Thread.ofPlatform().daemon().name("power switch").start(() -> serve(client));
            } catch (AsynchronousCloseException closed) {
                return;
            } catch (IOException e) {
                System.err.println("the power socket: " + e.getMessage());
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
        String[] words = request.split(" ");
        try {
            if (words.length != 2 || !words[0].equals("on") && !words[0].equals("off")) {
                return "error: ask for \"on NODE\" or \"off NODE\"";
            }
            if (words[0].equals("on")) {
                fabric.powerOn(words[1]);
            } else {
                fabric.powerOff(words[1]);
            }
            return "ok";
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
