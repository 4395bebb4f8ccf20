package dev.cilab.sandbox.api.stream;

import dev.cilab.exec.PipeThread;
import dev.cilab.sandbox.api.ApiError;
import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.api.PodStreams;
import dev.cilab.sandbox.api.Status;
import dev.cilab.sandbox.api.Streams;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.impl.http1.Http1ServerConnection;
import io.vertx.core.net.NetSocket;
import java.io.InputStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/**
 * exec, attach, port-forward and logs. What can be refused is refused before the connection is taken over, so that clients see a Status; what
 * blocks runs on virtual threads.
 */
public final class PodStreamServer implements Streams {

    /** What the HTTP server must accept as {@code Sec-WebSocket-Protocol}. */
    public static final List<String> SUB_PROTOCOLS = List.of(WebSocketWire.V5, WebSocketWire.V4, PortForwarding.TUNNEL);

    private static final System.Logger LOG = System.getLogger(PodStreamServer.class.getName());
    private static final String SPDY = "SPDY/3.1";

    private final PodStreams pods;
    private final Clock clock;

    public PodStreamServer(PodStreams pods, Clock clock) {
        this.pods = pods;
        this.clock = clock;
    }

    @Override
    public void handle(HttpServerRequest request, ObjectNode pod, String subresource) {
        switch (subresource) {
            case "exec" -> exec(request, pod);
            case "attach" -> attach(request, pod);
            case "portforward" -> forward(request, pod);
            case "log" -> log(request, pod);
            default -> throw new ApiError(404, "NotFound", "the server could not find the requested resource");
        }
    }

    private void exec(HttpServerRequest request, ObjectNode pod) {
        ExecRequest asked = ExecRequest.parse(request.params());
        if (asked.command().isEmpty()) {
            throw Containers.bad("you must specify at least one command for the container");
        }
        String container = Containers.choose(pod, asked.container());
        run(request, asked, () -> pods.exec(namespace(pod), name(pod), container, asked.command(), asked.tty()));
    }

    /** A container's processes have no second terminal to give away: attaching shows what the main process says from now on. */
    private void attach(HttpServerRequest request, ObjectNode pod) {
        ExecRequest asked = ExecRequest.parse(request.params());
        String container = Containers.choose(pod, asked.container());
        PodStreams.LogOptions now = new PodStreams.LogOptions(true, 0, -1, false, false);
        run(request, asked, () -> new AttachedProcess(pods.logs(namespace(pod), name(pod), container, now)));
    }

    private void run(HttpServerRequest request, ExecRequest asked, Supplier<Process> start) {
        boolean webSocket = isUpgrade(request, "websocket");
        if (!webSocket && !isUpgrade(request, SPDY)) {
            throw Containers.bad("Upgrade request required");
        }
        Vertx vertx = vertx();
        Context context = vertx.getOrCreateContext();
        request.pause();
        inBackground(request, context, () -> {
            Process process = start.get();
            context.runOnContext(unused -> {
                if (webSocket) {
                    request.toWebSocket()
                            .onFailure(failure -> abandoned(process, failure))
                            .onSuccess(socket -> connect(socket, context, process, asked));
                } else {
                    takeOver(request, WebSocketWire.V4)
                            .onFailure(failure -> abandoned(process, failure))
                            .onSuccess(socket -> start(process, asked, new SpdyWire(vertx, context, socket, asked)));
                }
            });
        });
    }

    private void connect(ServerWebSocket socket, Context context, Process process, ExecRequest asked) {
        WebSocketWire wire = new WebSocketWire(socket, context);
        wire.greet(asked.stdout() ? Channel.STDOUT : Channel.ERROR);
        start(process, asked, wire);
    }

    private void start(Process process, ExecRequest asked, Wire wire) {
        PipeThread.start(new RemoteCommand(pods, process, asked, wire)::run);
    }

    private void forward(HttpServerRequest request, ObjectNode pod) {
        Context context = vertx().getOrCreateContext();
        if (isUpgrade(request, "websocket")) {
            List<Integer> ports = ports(request);
            request.toWebSocket().onFailure(PodStreamServer::lost).onSuccess(socket -> {
                if (PortForwarding.TUNNEL.equals(socket.subProtocol())) {
                    PortForwarding forwarding = new PortForwarding(pods, pod, context, socket, socket);
                    socket.closeHandler(unused -> forwarding.closed());
                    socket.exceptionHandler(failure -> socket.close());
                } else {
                    new WebSocketForwarding(pods, pod, context, socket, ports).start();
                }
            });
        } else if (isUpgrade(request, SPDY)) {
            takeOver(request, PortForwarding.PROTOCOL)
                    .onFailure(PodStreamServer::lost)
                    .onSuccess(socket -> {
                        PortForwarding forwarding = new PortForwarding(pods, pod, context, socket, socket);
                        socket.closeHandler(unused -> forwarding.closed());
                        socket.exceptionHandler(failure -> socket.close());
                    });
        } else {
            throw Containers.bad("Upgrade request required");
        }
    }

    private void log(HttpServerRequest request, ObjectNode pod) {
        String asked = request.params().contains("container") ? request.getParam("container") : "";
        String container = Containers.choose(pod, asked);
        PodStreams.LogOptions options = LogStream.options(request.params(), clock);
        long limit = LogStream.limit(request.params());
        Containers.requireBegun(pod, container);
        Context context = vertx().getOrCreateContext();
        HttpServerResponse response = request.response();
        inBackground(request, context, () -> {
            InputStream log = pods.logs(namespace(pod), name(pod), container, options);
            context.runOnContext(unused -> {
                response.closeHandler(gone -> Thread.startVirtualThread(() -> AttachedProcess.close(log)));
                response.setChunked(true)
                        .putHeader("Content-Type", "text/plain")
                        .putHeader("Cache-Control", "no-cache, private");
                response.writeHead();
                PipeThread.start(() -> LogStream.write(log, response, limit));
            });
        });
    }

    /**
     * Answers 101; from there on the socket is the client's and ours. kubectl upgrades a POST, which Vert.x's own {@code toNetSocket} refuses,
     * so the connection is asked for its socket and the answer is written by hand.
     */
    private static Future<NetSocket> takeOver(HttpServerRequest request, String protocol) {
        if (!(request.connection() instanceof Http1ServerConnection connection)) {
            return Future.failedFuture("only HTTP/1.1 connections can be upgraded");
        }
        request.resume();
        String answer = "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: " + SPDY
                + "\r\nX-Stream-Protocol-Version: " + protocol + "\r\n\r\n";
        return connection.netSocket().onSuccess(socket -> socket.write(answer));
    }

    private static void inBackground(HttpServerRequest request, Context context, Runnable work) {
        Thread.startVirtualThread(() -> {
            try {
                work.run();
            } catch (ApiError refusal) {
                context.runOnContext(unused -> refuse(request, refusal));
            } catch (RuntimeException failure) {
                LOG.log(System.Logger.Level.ERROR, "a stream could not be opened", failure);
                ApiError error = new ApiError(500, "InternalError", "Internal error occurred: " + failure.getMessage());
                context.runOnContext(unused -> refuse(request, error));
            }
        });
    }

    private static void refuse(HttpServerRequest request, ApiError error) {
        request.resume();
        request.response()
                .setStatusCode(error.code())
                .putHeader("Content-Type", "application/json")
                .end(Buffer.buffer(Json.bytes(Status.failure(error))));
    }

    private static void abandoned(Process process, Throwable failure) {
        lost(failure);
        Thread.startVirtualThread(() -> RemoteCommand.end(process));
    }

    private static void lost(Throwable failure) {
        LOG.log(System.Logger.Level.DEBUG, "the client left before the connection stood", failure);
    }

    private static List<Integer> ports(HttpServerRequest request) {
        List<Integer> ports = new ArrayList<>();
        for (String list : request.params().getAll("ports")) {
            for (String port : list.split(",")) {
                if (!port.matches("[1-9][0-9]{0,4}") || Integer.parseInt(port) > 65535) {
                    throw Containers.bad("ports: Invalid value: \"" + port + "\": must be between 1 and 65535");
                }
                ports.add(Integer.parseInt(port));
            }
        }
        return ports;
    }

    private static boolean isUpgrade(HttpServerRequest request, String protocol) {
        return protocol.equalsIgnoreCase(request.getHeader("Upgrade"));
    }

    private static Vertx vertx() {
        return Vertx.currentContext().owner();
    }

    private static String namespace(ObjectNode pod) {
        return Json.text(pod, "metadata", "namespace");
    }

    private static String name(ObjectNode pod) {
        return Json.text(pod, "metadata", "name");
    }
}
