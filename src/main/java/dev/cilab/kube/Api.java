package dev.cilab.kube;

import dev.cilab.exec.Unreachable;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Requests to one API server: fabric8's HTTP layer (TLS, tokens, proxies, WebSockets) with plain JSON trees. The typed client on top of it
 * costs a cold process another tenth of a second and gives nothing that a tree does not.
 */
final class Api implements AutoCloseable {

    static final JsonMapper JSON = new JsonMapper();
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final int LONGEST_QUOTE = 120;

    private final String name;
    private final String server;
    private final ApiClient opened;
    private final HttpClient client;

    Api(String name, Config config) {
        this.name = name;
        this.server = config.getMasterUrl().replaceAll("/+$", "");
        this.opened = ApiClient.open(config);
        this.client = opened.client();
    }

    String name() {
        return name;
    }

    String server() {
        return server;
    }

    HttpClient client() {
        return client;
    }

    JsonNode get(String path) throws Unreachable {
        return json(request(path).build());
    }

    /** @param accept media types in order of preference */
    JsonNode get(String path, String accept) throws Unreachable {
        return json(client.newHttpRequestBuilder()
                .uri(server + path)
                .header("Accept", accept)
                .build());
    }

    String text(String path) throws Unreachable {
        HttpResponse<byte[]> response = send(request(path).build());
        refuseErrors(response);
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    JsonNode send(String method, String path, String contentType, JsonNode body) throws Unreachable {
        return json(request(path)
                .method(method, contentType, JSON.writeValueAsString(body))
                .build());
    }

    private HttpRequest.Builder request(String path) {
        return client.newHttpRequestBuilder().uri(server + path).header("Accept", "application/json");
    }

    private JsonNode json(HttpRequest request) throws Unreachable {
        HttpResponse<byte[]> response = send(request);
        refuseErrors(response);
        JsonNode body = parse(response.body());
        if (body == null || !body.isObject()) {
            throw new Unreachable(
                    name, server + " does not answer like a Kubernetes API server: " + quote(response.body()));
        }
        return body;
    }

    private HttpResponse<byte[]> send(HttpRequest request) throws Unreachable {
        try {
            return client.sendAsync(request, byte[].class).get(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw unreachable(e.getCause());
        } catch (TimeoutException e) {
            throw new Unreachable(name, "no answer from " + server + " within " + LONGEST.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unreachable(name, "interrupted while asking " + server, e);
        }
    }

    private void refuseErrors(HttpResponse<byte[]> response) throws Unreachable {
        if (response.code() >= 400) {
            refuse(response.code(), response.body());
        }
    }

    /** @throws KubeError for what the server refuses; {@link Unreachable} where it does not get as far as deciding */
    void refuse(int code, byte[] body) throws Unreachable {
        if (code == 401) {
            throw new Unreachable(
                    name,
                    server
                            + " does not accept the login of the kubeconfig (401): the token or certificate is wrong or expired");
        }
        JsonNode status = parse(body);
        boolean isStatus = status != null && status.path("kind").asString("").equals("Status");
        if (!isStatus && code >= 500) {
            throw new Unreachable(name, server + " answers " + code + ": " + quote(body));
        }
        throw isStatus
                ? new KubeError(
                        code,
                        status.path("reason").asString(""),
                        status.path("message").asString(""))
                : new KubeError(code, code == 404 ? "NotFound" : "", "HTTP " + code + ": " + quote(body));
    }

    /** One sentence for why nothing, or not all, came back. */
    Unreachable unreachable(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String why =
                    switch (cause) {
                        case UnknownHostException unknown -> "no such host: " + unknown.getMessage();
                        case HttpConnectTimeoutException late -> "no answer from " + server;
                        case ConnectException refused ->
                            "connection refused by " + server + "; does the API server run?";
                        case CertificateException untrusted ->
                            "the certificate of " + server + " is not trusted by the kubeconfig: "
                                    + untrusted.getMessage();
                        case NoRouteToHostException none -> "no route to " + server;
                        case SSLException tls
                        when !(tls.getCause() instanceof CertificateException) && !cut(tls.getCause()) ->
                            "TLS with " + server + " failed: " + tls.getMessage();
                        default -> "";
                    };
            if (!why.isEmpty()) {
                return new Unreachable(name, why, failure);
            }
        }
        String how = cut(failure) ? "before its answer was whole" : "(" + failure.getMessage() + ")";
        return new Unreachable(name, "the connection to " + server + " broke " + how, failure);
    }

    /** An end from afar. Whether it shows as an end, a reset or a broken pipe depends on who noticed it first, so all are told alike. */
    private static boolean cut(Throwable failure) {
        return switch (failure) {
            case EOFException end -> true;
            case ClosedChannelException end -> true;
            case SocketException reset -> true;
            case SSLException tls -> cut(tls.getCause());
            case ProtocolException answer -> false;
            case IOException other -> true;
            case null, default -> false;
        };
    }

    private static JsonNode parse(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (JacksonException notJson) {
            return null;
        }
    }

    private static String quote(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8)
                .strip()
                .lines()
                .findFirst()
                .orElse("(nothing)");
        return text.length() > LONGEST_QUOTE ? text.substring(0, LONGEST_QUOTE) + "…" : text;
    }

    @Override
    public void close() {
        opened.close();
    }
}
