package dev.cilab.sandbox.api.http;

import dev.cilab.sandbox.api.ApiError;
import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.api.Status;
import dev.cilab.sandbox.api.Tls;
import dev.cilab.sandbox.api.stream.PodStreamServer;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.KeyCertOptions;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The HTTPS port: TLS, HTTP/1.1 and HTTP/2 on the loopback address. Calls are answered on virtual threads, written on the event loop. */
final class HttpFront implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(HttpFront.class.getName());
    private static final String LOOPBACK = "127.0.0.1";
    private static final int MAX_LINE = 64 * 1024;
    private static final int MAX_FRAME = 1024 * 1024;
    private static final int MAX_STREAMS = 1000;

    private final ExecutorService workers = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("api-", 0).factory());
    private final HttpServer server;

    HttpFront(Vertx vertx, Tls tls, Exchanges exchanges) throws IOException {
        this.server = vertx.createHttpServer(options(tls))
                .requestHandler(request -> exchanges.handle(request, workers))
                .invalidRequestHandler(HttpFront::refuseMalformed)
                .exceptionHandler(failure -> LOG.log(System.Logger.Level.DEBUG, "connection failed", failure));
    }

    /**
     * @param port 0 = any free one
     * @return the port it listens on
     * @throws IOException when the port is taken or the certificate cannot be read
     */
    int listen(int port) throws IOException {
        try {
            return server.listen(port, LOOPBACK)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join()
                    .actualPort();
        } catch (CompletionException failure) {
            throw new IOException(
                    "the API server cannot listen on " + LOOPBACK + ":" + port + ": "
                            + failure.getCause().getMessage(),
                    failure.getCause());
        }
    }

    @Override
    public void close() {
        workers.shutdownNow();
        server.close().toCompletionStage().toCompletableFuture().join();
    }

    private static HttpServerOptions options(Tls tls) throws IOException {
        return new HttpServerOptions()
                .setSsl(true)
                .setUseAlpn(true)
                .setKeyCertOptions(certificate(tls))
                .setTcpNoDelay(true)
                .setMaxInitialLineLength(MAX_LINE)
                .setMaxHeaderSize(MAX_LINE)
                .setCompressionSupported(false)
                .setWebSocketSubProtocols(PodStreamServer.SUB_PROTOCOLS)
                .setPerMessageWebSocketCompressionSupported(false)
                .setPerFrameWebSocketCompressionSupported(false)
                .setMaxWebSocketFrameSize(MAX_FRAME)
                .setMaxWebSocketMessageSize(MAX_FRAME)
                .setInitialSettings(new Http2Settings().setMaxConcurrentStreams(MAX_STREAMS));
    }

    private static KeyCertOptions certificate(Tls tls) throws IOException {
        try {
            return KeyCertOptions.wrap(ServerKey.read(tls));
        } catch (GeneralSecurityException e) {
            throw new IOException("the certificate " + tls.certificate() + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static void refuseMalformed(HttpServerRequest request) {
        ApiError error = new ApiError(400, "BadRequest", "the request is not valid HTTP");
        request.response()
                .setStatusCode(error.code())
                .putHeader("Content-Type", Answer.JSON)
                .putHeader("Connection", "close")
                .end(Buffer.buffer(Json.bytes(Status.failure(error))));
    }
}
