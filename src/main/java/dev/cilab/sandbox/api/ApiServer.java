package dev.cilab.sandbox.api;

import dev.cilab.sandbox.SandboxSpec;
import dev.cilab.sandbox.api.admission.KindRules;
import dev.cilab.sandbox.api.http.Endpoint;
import dev.cilab.sandbox.api.lifecycle.Lifecycle;
import dev.cilab.sandbox.api.patch.ObjectPatcher;
import dev.cilab.sandbox.api.registry.Bootstrap;
import dev.cilab.sandbox.api.registry.LocalObjects;
import dev.cilab.sandbox.api.registry.Registry;
import dev.cilab.sandbox.api.registry.ResourceFollower;
import dev.cilab.sandbox.api.registry.ResourceTable;
import dev.cilab.sandbox.api.registry.Versions;
import dev.cilab.sandbox.api.schema.BuiltinTypes;
import dev.cilab.sandbox.api.schema.ServerSchemas;
import dev.cilab.sandbox.api.schema.Shapes;
import dev.cilab.sandbox.api.store.Store;
import dev.cilab.sandbox.api.stream.PodStreamServer;
import dev.cilab.sandbox.api.table.ServerTables;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.util.Optional;

/**
 * The Kubernetes-compatible API server of one cluster. Objects live in memory: they are there for controllers from construction on, and for
 * HTTPS clients from {@link #listen} on, until {@link #close}.
 */
public final class ApiServer implements AutoCloseable {

    private final SandboxSpec.Cluster cluster;
    private final Tls tls;
    private final String token;
    private final ResourceTable resources = new ResourceTable();
    private final Shapes shapes;
    private final Schemas schemas;
    private final Registry registry;
    private final Objects objects;
    private final Lifecycle lifecycle;
    private Endpoint endpoint;

    /**
     * @param address the control plane node's address: what the Service {@code kubernetes} leads to
     * @param token   the administrator's bearer token
     */
    public ApiServer(SandboxSpec.Cluster cluster, String address, Tls tls, String token) throws IOException {
        this.cluster = cluster;
        this.tls = tls;
        this.token = token;
        BuiltinTypes builtin = BuiltinTypes.load();
        this.shapes = new Shapes(builtin, resources);
        this.schemas = new ServerSchemas(builtin, shapes, resources);
        Store store = new Store();
        ResourceFollower.connect(store, resources);
        this.registry = new Registry(
                store, resources, new KindRules(store, cluster.serviceCidr(), schemas), new Versions(schemas));
        this.objects = new LocalObjects(registry);
        this.lifecycle = new Lifecycle(registry, Files.readString(tls.authority()));
        new Bootstrap(objects).run(cluster, address, tls);
    }

    /** The cluster IP of the Service {@code kubernetes}: the first of its range. */
    public static String serviceAddress(SandboxSpec.Cluster cluster) {
        return Bootstrap.firstAddress(cluster.serviceCidr());
    }

    public Objects objects() {
        return objects;
    }

    /**
     * Opens the port on 127.0.0.1.
     *
     * @return the port, which the kernel chose where the cluster's {@code apiPort} is 0
     * @throws IOException when the port is taken or the certificate cannot be read
     */
    public int listen(PodStreams podStreams) throws IOException {
        Shapes shapes = new Shapes(BuiltinTypes.load(), resources);
        endpoint = new Endpoint(
                registry,
                new ObjectPatcher(shapes, Clock.systemUTC()),
                new ServerTables(resources, Clock.systemUTC()),
                schemas,
                shapes,
                new PodStreamServer(podStreams, Clock.systemUTC()),
                tls,
                token,
                ServerVersion.of(cluster.version()));
        return endpoint.listen(cluster.apiPort());
    }

    /** A token of a service account, good while this server runs; empty when there is no such account. */
    public Optional<String> token(String namespace, String account) {
        return endpoint.token(namespace, account);
    }

    @Override
    public void close() {
        if (endpoint != null) {
            endpoint.close();
        }
        lifecycle.close();
    }
}
