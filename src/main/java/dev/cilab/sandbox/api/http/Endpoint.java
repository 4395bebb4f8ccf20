package dev.cilab.sandbox.api.http;

import dev.cilab.sandbox.api.Patcher;
import dev.cilab.sandbox.api.Schemas;
import dev.cilab.sandbox.api.Streams;
import dev.cilab.sandbox.api.Tables;
import dev.cilab.sandbox.api.Tls;
import dev.cilab.sandbox.api.registry.Registry;
import dev.cilab.sandbox.api.schema.Shapes;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.node.ObjectNode;

/** A registry's objects over HTTPS. */
public final class Endpoint implements AutoCloseable {

    private final Vertx vertx = Vertx.vertx(options());
    private final ServiceAccountTokens tokens;
    private final HttpFront front;

    /**
     * @param token   the administrator's
     * @param version what {@code /version} says
     * @throws IOException when the certificate cannot be read
     */
    public Endpoint(
            Registry registry,
            Patcher patcher,
            Tables tables,
            Schemas schemas,
            Shapes shapes,
            Streams streams,
            Tls tls,
            String token,
            ObjectNode version)
            throws IOException {
        Presenter presenter = new Presenter(tables);
        tokens = new ServiceAccountTokens(registry);
        Authenticator authenticator = new Authenticator(token, tokens);
        Verbs verbs = new Verbs(registry, patcher, presenter, new FieldCheck(schemas, new TypedForm(shapes)));
        Routes routes = new Routes(
                registry.resources(),
                new ServerPaths(registry.resources(), schemas, version),
                verbs,
                new Lists(registry, presenter),
                new Subresources(registry, verbs, new Scales(registry, patcher), new Evictions(registry), tokens),
                new Reviews(authenticator::user));
        Exchanges exchanges = new Exchanges(vertx, authenticator, routes, registry, presenter, streams);
        front = new HttpFront(vertx, tls, exchanges);
    }

    /**
     * @param port 0 = any free one
     * @throws IOException when the port is taken
     */
    public int listen(int port) throws IOException {
        return front.listen(port);
    }

    /** A token of a service account, good while this server runs; empty when there is no such account. */
    public Optional<String> token(String namespace, String account) {
        return tokens.issue(namespace, account);
    }

    @Override
    public void close() {
        front.close();
        // nothing is served any more; its threads wait two more seconds for work that does not come, and nobody needs
        // to wait for them
        vertx.close();
    }

    /** One event loop is plenty for a lab; files are read from disk as they are, without a cache of the class path. */
    private static VertxOptions options() {
        return new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(2)
                .setInternalBlockingPoolSize(2)
                .setBlockedThreadCheckInterval(TimeUnit.HOURS.toMillis(1))
                .setFileSystemOptions(new FileSystemOptions()
                        .setClassPathResolvingEnabled(false)
                        .setFileCachingEnabled(false));
    }
}
