package dev.cilab.env.sandbox;

import dev.cilab.exec.Unreachable;
import dev.cilab.lab.NodeName;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The daemon's power switches. @param socket where it listens for them */
record PowerSwitch(Path socket) {

    /** Returns when it is done: on, with its services running, or off. */
    void set(NodeName node, boolean on) throws Unreachable {
        String answer = ask((on ? "on " : "off ") + node + "\n");
        if (!answer.equals("ok")) {
            throw new Unreachable(node.value(), answer.isEmpty() ? "the sandbox gave no answer" : answer);
        }
    }

    private String ask(String request) throws Unreachable {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
                Writer out = Channels.newWriter(channel, StandardCharsets.UTF_8);
                BufferedReader in = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8))) {
            out.write(request);
            out.flush();
            String answer = in.readLine();
            return answer == null ? "" : answer;
        } catch (IOException e) {
            throw new Unreachable(socket.toString(), "the sandbox's daemon does not answer: " + e.getMessage(), e);
        }
    }
}
