package dev.cilab.sandbox.cluster.image;

import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.cluster.machinery.ControllerContext;
import dev.cilab.sandbox.cluster.machinery.Key;
import dev.cilab.sandbox.cluster.machinery.KeyedQueue;
import dev.cilab.sandbox.cluster.machinery.Meta;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The names of a cluster's Services as lines of a hosts file, told to the DNS servers whenever they change. */
public final class DnsRecords {

    private static final Key ALL = new Key("", "records");
    private static final String SERVICE_NAME = "kubernetes.io/service-name";
    private static final String DOMAIN = ".svc.cluster.local";

    private final ControllerContext context;
    private final KeyedQueue queue;
    private final List<Consumer<Set<String>>> servers = new CopyOnWriteArrayList<>();
    private volatile Set<String> current = Set.of();

    public DnsRecords(ControllerContext context) {
        this.context = context;
        queue = context.workers().queue("dns", all -> refresh());
    }

    public void register() {
        context.watches().on(context.kinds().services(), change -> queue.add(ALL));
        context.watches().on(context.kinds().endpointSlices(), change -> queue.add(ALL));
    }

    /** Tells the server of the records now and of every change, until the handle is closed. */
    Runnable subscribe(Consumer<Set<String>> server) {
        servers.add(server);
        server.accept(current);
        return () -> servers.remove(server);
    }

    private void refresh() {
        Set<String> lines = new TreeSet<>();
        for (ObjectNode service : context.objects().list(context.kinds().services(), "", "")) {
            String name = Meta.name(service) + "." + Meta.namespace(service) + DOMAIN;
            String clusterIp = Json.text(service, "spec", "clusterIP");
            if (clusterIp.equals("None")) {
                headless(service, name, lines);
            } else if (!clusterIp.isEmpty()) {
                lines.add(clusterIp + " " + name);
            }
        }
        if (!lines.equals(current)) {
            current = Set.copyOf(lines);
            servers.forEach(server -> server.accept(lines));
        }
    }

    /** Each ready address under the Service's name, and under its pod's own when it has a hostname there. */
    private void headless(ObjectNode service, String name, Set<String> lines) {
        List<ObjectNode> slices = context.list(
                context.kinds().endpointSlices(), Meta.namespace(service), slice -> Meta.label(slice, SERVICE_NAME)
                        .equals(Meta.name(service)));
        for (ObjectNode slice : slices) {
            for (JsonNode endpoint : slice.path("endpoints")) {
                if (endpoint.path("conditions").path("ready").asBoolean(true)) {
                    String hostname = Json.text(endpoint, "hostname");
                    endpoint.path("addresses").forEach(address -> {
                        lines.add(address.asString() + " " + name);
                        if (!hostname.isEmpty()) {
                            lines.add(address.asString() + " " + hostname + "." + name);
                        }
                    });
                }
            }
        }
    }
}
