package dev.cilab.sandbox.cilium.dbg;

import dev.cilab.exec.FileMode;
import dev.cilab.sandbox.cilium.agent.Agent;
import dev.cilab.sandbox.cilium.hubble.Hubble;
import dev.cilab.sandbox.cilium.hubble.HubbleCommand;
import dev.cilab.sandbox.node.Fabric;
import dev.cilab.sandbox.node.Pod;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
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
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The agent's Unix socket and the programs in its pod that talk to it. One HTTP request carries a command's arguments, separated by zero
 * bytes; the answer's headers carry exit code and stream.
 */
public final class AgentSocket implements AutoCloseable {

    private static final String IN_POD = "/run/cilium/cilium.sock";
    /** cilium and cilium-dbg are one program in the agent's image. */
    private static final List<String> PROGRAMS = List.of("cilium-dbg", "cilium");

    private static final String HUBBLE = "hubble";

    private final Path path;
    private final ServerSocketChannel server;
    private final Agent agent;
    private final CommandLine commands;

    private AgentSocket(Path path, ServerSocketChannel server, Agent agent) {
        this.path = path;
        this.server = server;
        this.agent = agent;
        this.commands = new CommandLine(agent);
    }

    /** Listens, and puts the programs into the agent's pod only: other pods must not have them. */
    public static AgentSocket open(Path exchange, Agent agent, Pod pod) {
        String name = "cilium-" + agent.member().name() + ".sock";
        Path path = exchange.resolve(name);
        try {
            Files.deleteIfExists(path);
            ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            server.bind(UnixDomainSocketAddress.of(path));
            // the pod's root is another user of this machine; who may reach the folder decides
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-rw-rw-"));
            install(pod, Fabric.EXCHANGE + "/" + name);
            AgentSocket socket = new AgentSocket(path, server, agent);
            Thread.ofPlatform().daemon().name(name).start(socket::serve);
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on " + path, e);
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

    private static void install(Pod pod, String socket) throws IOException {
        byte[] program;
        try (InputStream file = AgentSocket.class.getResourceAsStream("cilium-dbg.sh")) {
            program = file.readAllBytes();
        }
        try (InputStream file = AgentSocket.class.getResourceAsStream("hubble.sh")) {
            pod.put(file.readAllBytes(), "/opt/cilium/bin/" + HUBBLE, FileMode.EXECUTABLE);
        }
        for (String name : PROGRAMS) {
            pod.put(program, "/opt/cilium/bin/" + name, FileMode.EXECUTABLE);
        }
        // /usr/local is shared by all pods: the agent's pod gets its own
        String script = "mkdir -p /run/cilium && ln -sfn " + socket + " " + IN_POD
                + " && cp -a /usr/local/. /opt/cilium/ && mount --bind /opt/cilium /usr/local";
        Process process = pod.start(List.of("sh", "-c", script), Map.of(), "/");
        try {
            if (process.waitFor() != 0) {
                throw new IOException("cannot put cilium-dbg into the pod: "
                        + new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8).strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private void serve() {
        while (server.isOpen()) {
            try {
                SocketChannel connection = server.accept();
                Thread.ofVirtual().start(() -> answer(connection));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void answer(SocketChannel connection) {
        try (connection) {
            List<String> arguments = request(new BufferedInputStream(Channels.newInputStream(connection)));
            if (arguments.getFirst().equals(HUBBLE)) {
                observe(arguments.subList(1, arguments.size()), connection);
                return;
            }
            Reply reply = commands.run(arguments);
            byte[] body = reply.text().getBytes(StandardCharsets.UTF_8);
            String head =
                    "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nConnection: close\r\nContent-Length: " + body.length
                            + "\r\nX-Exit: " + reply.exit() + "\r\nX-Stream: " + (reply.error() ? 2 : 1) + "\r\n\r\n";
            write(connection, head.getBytes(StandardCharsets.US_ASCII));
            write(connection, body);
        } catch (IOException gone) {
            // the program on the other side was ended; there is nobody to tell
            return;
        }
    }

    /** Its answer may have no end; whoever asked ends it by going. */
    private void observe(List<String> arguments, SocketChannel connection) throws IOException {
        OutputStream out = new BufferedOutputStream(Channels.newOutputStream(connection));
        try {
            Hubble hubble = agent.hubble().orElseThrow(() -> new IllegalArgumentException("Hubble is disabled"));
            out.write("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nConnection: close\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII));
            new HubbleCommand(hubble).run(arguments, out);
        } catch (IllegalArgumentException e) {
            out.write(("Error: " + e.getMessage() + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        out.flush();
    }

    private static void write(SocketChannel connection, byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            connection.write(buffer);
        }
    }

    private static List<String> request(InputStream in) throws IOException {
        int length = 0;
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(
                        line.substring("content-length:".length()).strip());
            }
        }
        String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
        return body.isEmpty()
                ? List.of()
                : List.of(body.substring(0, body.length() - 1).split("\0", -1));
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            if (c != '\r') {
                line.write(c);
            }
        }
        return line.toString(StandardCharsets.US_ASCII);
    }
}
