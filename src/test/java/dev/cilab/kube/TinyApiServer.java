package dev.cilab.kube;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** Answers on 127.0.0.1 with what a test says, and remembers what it was asked. */
public final class TinyApiServer implements AutoCloseable {

    private final HttpServer server;
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();

    record Answer(int code, String body) {}

    public TinyApiServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    /** @param request method, path and query without timeoutSeconds, e.g. {@code GET /version} */
    public TinyApiServer on(String request, int code, String body) {
        answers.put(request, new Answer(code, body));
        return this;
    }

    /** Every request that came, in order. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String request = exchange.getRequestMethod() + " "
                + exchange.getRequestURI().toString().replaceFirst("&timeoutSeconds=\\d+", "");
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        requests.add(body.isEmpty() ? request : request + " " + body);
        String missing = "{\"kind\":\"Status\",\"code\":404,\"reason\":\"NotFound\",\"message\":\"not found\"}";
        Answer answer = answers.getOrDefault(request, new Answer(404, missing));
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(answer.code(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** A kubeconfig with the one context {@code lab}. */
    public Path kubeconfig(Path folder) throws IOException {
        return Files.writeString(folder.resolve("kubeconfig"), kubeconfig("http://127.0.0.1:" + port()));
    }

    static String kubeconfig(String server) {
        return """
                apiVersion: v1
                kind: Config
                current-context: lab
                clusters:
                - name: c
                  cluster: {server: '%s'}
                users:
                - name: u
                  user: {token: t}
                contexts:
                - name: lab
                  context: {cluster: c, user: u}
                """.formatted(server);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
