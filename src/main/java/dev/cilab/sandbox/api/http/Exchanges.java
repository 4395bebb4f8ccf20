package dev.cilab.sandbox.api.http;

import dev.cilab.sandbox.api.ApiError;
import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.api.Status;
import dev.cilab.sandbox.api.Streams;
import dev.cilab.sandbox.api.registry.Errors;
import dev.cilab.sandbox.api.registry.Registry;
import dev.cilab.sandbox.api.registry.Resource;
import dev.cilab.sandbox.api.store.Key;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import tools.jackson.core.JacksonException;

/** One HTTP exchange from the first byte to the last: who asks, what they sent, what goes back. */
final class Exchanges {

    private static final System.Logger LOG = System.getLogger(Exchanges.class.getName());
    private static final Set<String> STREAMED = Set.of("exec", "attach", "portforward", "log");

    private final Vertx vertx;
    private final Authenticator authenticator;
    private final Routes routes;
    private final Registry registry;
    private final Presenter presenter;
    private final Streams streams;

    Exchanges(
            Vertx vertx,
            Authenticator authenticator,
            Routes routes,
            Registry registry,
            Presenter presenter,
            Streams streams) {
        this.vertx = vertx;
        this.authenticator = authenticator;
        this.routes = routes;
        this.registry = registry;
        this.presenter = presenter;
        this.streams = streams;
    }

    /** Called on the event loop. */
    void handle(HttpServerRequest request, Executor workers) {
        try {
            User user = authenticator.user(request);
            if (handledAsStream(request)) {
                return;
            }
            if (Watches.upgrades(request)) {
                // It can become a WebSocket only while it has not been read to its end.
                request.pause();
                dispatch(request, user, Buffer.buffer(), vertx.getOrCreateContext(), workers);
            } else {
                receive(request, user, workers);
            }
        } catch (RuntimeException failure) {
            refuse(request, failure);
        }
    }

    private boolean handledAsStream(HttpServerRequest request) {
        Optional<ResourcePath> path = ResourcePath.parse(request.path())
                .filter(words -> words.plural().equals("pods") && STREAMED.contains(words.subresource()));
        if (path.isEmpty()) {
            return false;
        }
        Set<String> methods = path.get().subresource().equals("log") ? Set.of("GET") : Set.of("GET", "POST");
        if (!methods.contains(request.method().name())) {
            throw Errors.methodNotAllowed();
        }
        Resource pods = routes.find(path.get());
        Key key = new Key(path.get().namespace(), path.get().name());
        streams.handle(request, registry.require(pods, key), path.get().subresource());
        return true;
    }

    private void receive(HttpServerRequest request, User user, Executor workers) {
        Context context = vertx.getOrCreateContext();
        Buffer body = Buffer.buffer();
        boolean[] refused = new boolean[1];
        request.handler(chunk -> {
            if (refused[0]) {
                return;
            }
            if (body.length() + chunk.length() > Body.LIMIT) {
                refused[0] = true;
                refuse(request, Body.tooLarge());
            } else {
                body.appendBuffer(chunk);
            }
        });
        request.exceptionHandler(gone -> refused[0] = true);
        request.endHandler(end -> {
            if (!refused[0]) {
                dispatch(request, user, body, context, workers);
            }
        });
    }

    private void dispatch(HttpServerRequest request, User user, Buffer body, Context context, Executor workers) {
        try {
            workers.execute(() -> {
                Answer answer = answer(request, user, body);
                context.runOnContext(unused -> finish(request, answer, context));
            });
        } catch (RejectedExecutionException closing) {
            request.connection().close();
        }
    }

    private Answer answer(HttpServerRequest request, User user, Buffer body) {
        try {
            return routes.answer(call(request, user, body));
        } catch (RuntimeException failure) {
            return refusal(failure);
        }
    }

    private static Call call(HttpServerRequest request, User user, Buffer body) {
        String contentType =
                header(request, "Content-Type").split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return new Call(
                request.method().name(),
                request.path(),
                Query.parse(Optional.ofNullable(request.query()).orElse("")),
                String.join(",", request.headers().getAll("Accept")),
                contentType,
                request.authority() == null ? "" : request.authority().toString(),
                body.getBytes(),
                user);
    }

    /** Whatever goes wrong on the way out, the client is not left waiting. */
    private void finish(HttpServerRequest request, Answer answer, Context context) {
        try {
            write(request, answer, context);
        } catch (RuntimeException failure) {
            LOG.log(System.Logger.Level.ERROR, "an answer could not be written", failure);
            request.connection().close();
        }
    }

    private void write(HttpServerRequest request, Answer answer, Context context) {
        HttpServerResponse response = request.response();
        if (response.closed() || response.ended()) {
            return;
        }
        switch (answer) {
            case Answer.Document document -> {
                if (!request.isEnded()) {
                    request.resume();
                }
                write(request, document);
            }
            case Answer.Watching watching ->
                Watches.begin(vertx, context, registry, presenter, request, watching.request());
        }
    }

    private static void write(HttpServerRequest request, Answer.Document document) {
        HttpServerResponse response = request.response();
        response.setStatusCode(document.code()).putHeader("Content-Type", document.contentType());
        response.putHeader("Cache-Control", "no-cache, private");
        if (!document.warnings().isEmpty()) {
            response.putHeader("Warning", warnings(document.warnings()));
        }
        if (request.method().name().equals("HEAD")) {
            response.putHeader("Content-Length", Integer.toString(document.body().length))
                    .end();
        } else {
            response.end(Buffer.buffer(document.body()));
        }
    }

    private static List<String> warnings(List<String> texts) {
        return texts.stream()
                .map(text -> "299 - \"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"")
                .toList();
    }

    private static void refuse(HttpServerRequest request, RuntimeException failure) {
        if (!request.response().headWritten()) {
            write(request, refusal(failure));
        }
    }

    private static Answer.Document refusal(RuntimeException failure) {
        ApiError error =
                switch (failure) {
                    case ApiError known -> known;
                    // A number that no field can hold, for example: the client's data, not this server's fault.
                    case JacksonException unusable -> Errors.badRequest(unusable.getOriginalMessage());
                    default -> internal(failure);
                };
        return new Answer.Document(error.code(), Answer.JSON, Json.bytes(Status.failure(error)), List.of());
    }

    private static ApiError internal(RuntimeException failure) {
        LOG.log(System.Logger.Level.ERROR, "a request failed", failure);
        return new ApiError(500, "InternalError", "Internal error occurred: " + failure.getMessage());
    }

    private static String header(HttpServerRequest request, String name) {
        return Optional.ofNullable(request.getHeader(name)).orElse("");
    }
}
