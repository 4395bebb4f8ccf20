package dev.cilab.sandbox.cilium.mesh;

import dev.cilab.sandbox.api.Objects;
import dev.cilab.sandbox.api.ResourceType;
import dev.cilab.sandbox.cilium.Cidr;
import dev.cilab.sandbox.cilium.CiliumConfig;
import dev.cilab.sandbox.cilium.LogLines;
import dev.cilab.sandbox.cilium.Reconciler;
import dev.cilab.sandbox.cilium.lb.LbService;
import dev.cilab.sandbox.node.Pod;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The other clusters that one agent is connected to. It follows the Secret {@code cilium-clustermesh}: a cluster that is added is connected
 * to, one that is removed is forgotten with its routes and backends, and none of it needs a restart.
 */
public final class ClusterMesh implements AutoCloseable {

    private final Objects objects;
    private final CiliumConfig config;
    private final Connections connections;
    private final Runnable changed;
    private final LogLines log;
    private final Reconciler configuring;
    private final SortedMap<String, RemoteCluster> remotes = new TreeMap<>();
    private SortedMap<String, EtcdConfig> configured = new TreeMap<>();
    private Objects.Subscription watch;

    /**
     * @param pod     of the agent, from which the connections go out
     * @param changed called after what is known of other clusters has changed
     */
    public ClusterMesh(Objects objects, CiliumConfig config, Pod pod, Runnable changed, LogLines log) {
        this.objects = objects;
        this.config = config;
        this.connections = new Connections(objects, pod);
        this.changed = changed;
        this.log = log;
        this.configuring = new Reconciler(
                "clustermesh", this::configure, e -> log.error("Cannot configure", "error", e.getMessage()));
    }

    public void start() {
        ResourceType secrets = objects.type("v1", "Secret");
        watch = objects.watch(secrets, change -> {
            if (Connections.concerns(change.object())) {
                configuring.trigger();
            }
        });
    }

    @Override
    public void close() {
        if (watch != null) {
            watch.close();
        }
        configuring.close();
        synchronized (this) {
            remotes.values().forEach(RemoteCluster::close);
        }
    }

    /** By name. */
    public synchronized List<RemoteStatus> status() {
        return remotes.values().stream().map(RemoteCluster::status).toList();
    }

    /** How many services the other clusters share. */
    public int globalServices() {
        return GlobalServices.count(known());
    }

    /** The cluster's own services with the backends that other clusters bring. */
    public List<LbService> merge(List<LbService> own) {
        List<RemoteState> known = known();
        return known.isEmpty() ? own : GlobalServices.merge(own, known);
    }

    /** PodCIDRs of the other clusters and the nodes they are reached by. */
    public Map<String, String> routes() {
        Map<String, String> routes = new TreeMap<>();
        nodes().stream()
                .filter(node -> !node.podCidr().isEmpty())
                .forEach(node -> routes.put(node.podCidr(), node.address()));
        return routes;
    }

    /** The pod of another cluster that has this address. */
    public Optional<RemoteState.RemotePod> pod(String address) {
        return known().stream()
                .map(remote -> Optional.ofNullable(remote.pods().get(address)))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** Addresses of the other clusters' nodes. */
    public List<Cidr> addresses() {
        return nodes().stream().map(node -> Cidr.of(node.address())).toList();
    }

    public Reachability reachability() {
        synchronized (this) {
            return new Reachability(connections, configured);
        }
    }

    private List<RemoteState.Node> nodes() {
        return known().stream()
                .flatMap(remote -> remote.nodes().stream())
                .filter(node -> !node.address().isEmpty())
                .toList();
    }

    private List<RemoteState> known() {
        return status().stream().map(RemoteStatus::known).toList();
    }

    private void configure() {
        SortedMap<String, EtcdConfig> wanted = connections.refresh();
        wanted.remove(config.clusterName());
        synchronized (this) {
            for (String gone : List.copyOf(remotes.keySet())) {
                if (!wanted.containsKey(gone)) {
                    log.info("Remote cluster configuration removed", "clusterName", gone);
                    remotes.remove(gone).close();
                } else if (!wanted.get(gone).equals(configured.get(gone))) {
                    remotes.get(gone).hangUp();
                }
            }
            configured = wanted;
            Set<String> added = new TreeSet<>(wanted.keySet());
            added.removeAll(remotes.keySet());
            added.forEach(this::add);
        }
        changed.run();
    }

    private void add(String name) {
        log.info("New remote cluster discovered", "clusterName", name);
        RemoteCluster remote =
                new RemoteCluster(name, config.clusterId(), () -> connections.open(current(name)), changed, log);
        remotes.put(name, remote);
        remote.start();
    }

    private synchronized EtcdConfig current(String name) {
        return configured.getOrDefault(name, new EtcdConfig(List.of(), "", "", ""));
    }
}
