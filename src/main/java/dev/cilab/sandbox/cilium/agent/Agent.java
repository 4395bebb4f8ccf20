package dev.cilab.sandbox.cilium.agent;

import dev.cilab.sandbox.api.ApiError;
import dev.cilab.sandbox.api.Objects;
import dev.cilab.sandbox.cilium.Cidr;
import dev.cilab.sandbox.cilium.CiliumConfig;
import dev.cilab.sandbox.cilium.Crds;
import dev.cilab.sandbox.cilium.LogLines;
import dev.cilab.sandbox.cilium.Member;
import dev.cilab.sandbox.cilium.Reconciler;
import dev.cilab.sandbox.cilium.bgp.NodeBgp;
import dev.cilab.sandbox.cilium.bgp.Router;
import dev.cilab.sandbox.cilium.hubble.Hubble;
import dev.cilab.sandbox.cilium.lb.Frontend;
import dev.cilab.sandbox.cilium.lb.LbService;
import dev.cilab.sandbox.cilium.lb.LoadBalancer;
import dev.cilab.sandbox.cilium.mesh.ClusterMesh;
import dev.cilab.sandbox.node.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The agent of one node: pod network, service load balancing, BGP, other clusters. It obeys the configuration as it was when it started. What somebody else
 * breaks in the kernel or kills, it reports and leaves; the next agent on the node makes it whole.
 */
public final class Agent implements AutoCloseable {

    private static final Duration LOOK_EVERY = Duration.ofSeconds(5);

    private final Member member;
    private final Objects objects;
    private final CiliumConfig config;
    private final Pod pod;
    private final PodNetwork network;
    private final List<Router> routers;
    private final LogLines log;
    private final Consumer<Optional<String>> changed;
    private final List<Objects.Subscription> subscriptions = new ArrayList<>();
    private final Reconciler balancing;
    private final Reconciler looking;
    private final Thread starting;
    private final Instant since = Instant.now();
    private final Optional<Hubble> hubble;
    private volatile Parts parts;
    private volatile Optional<String> damage = Optional.of("the daemon is starting");

    /** What an agent has once Cilium's kinds are known. */
    private record Parts(
            LocalNode local, Links links, LoadBalancer balancer, Optional<NodeBgp> bgp, Optional<ClusterMesh> mesh) {}

    /** @param pod in which this agent's container runs; @param changed told {@link #damage} after it has changed */
    public Agent(
            Member member,
            Objects objects,
            CiliumConfig config,
            Pod pod,
            PodNetwork network,
            List<Router> routers,
            LogLines log,
            Consumer<Optional<String>> changed) {
        this.member = member;
        this.objects = objects;
        this.config = config;
        this.pod = pod;
        this.network = network;
        this.routers = routers;
        this.log = log;
        this.changed = changed;
        this.hubble = config.on("enable-hubble")
                ? Optional.of(new Hubble(
                        member.node(), objects, config.text("cluster-name", "default"), address -> mesh().flatMap(
                                        mesh -> mesh.pod(address))))
                : Optional.empty();
        String name = "agent " + member.name() + " ";
        this.balancing = new Reconciler(name + "services", this::balance, this::failed);
        this.looking = new Reconciler(name + "health", this::lookAgain, this::failed);
        this.starting = Thread.ofVirtual().name(name + "start").unstarted(this::run);
    }

    public void start() {
        starting.start();
        hubble.ifPresent(Hubble::start);
    }

    /** Leaves the datapath as it is and stops BGP without a farewell, as a real agent that is restarted. */
    @Override
    public void close() {
        starting.interrupt();
        try {
            starting.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        hubble.ifPresent(Hubble::close);
        network.pause(member.name());
        subscriptions.forEach(Objects.Subscription::close);
        looking.close();
        balancing.close();
        bgp().ifPresent(NodeBgp::close);
        mesh().ifPresent(ClusterMesh::close);
    }

    /** Why it does not do its work, as far as it knows; empty while it does. */
    public Optional<String> damage() {
        return damage;
    }

    /** Looks now. */
    public Optional<String> examine() {
        if (network.ready(member.name())) {
            Parts now = parts;
            tell(now.links().damage().or(now.balancer()::damage).or(() -> now.bgp()
                    .flatMap(NodeBgp::damage)));
        }
        return damage;
    }

    public Member member() {
        return member;
    }

    public CiliumConfig config() {
        return config;
    }

    public Objects objects() {
        return objects;
    }

    /** Empty when BGP is off, and while the agent is starting. */
    public Optional<NodeBgp> bgp() {
        return parts == null ? Optional.empty() : parts.bgp();
    }

    /** Empty when the cluster has no id, so that it can be in no mesh, and while the agent is starting. */
    public Optional<ClusterMesh> mesh() {
        return parts == null ? Optional.empty() : parts.mesh();
    }

    /** Empty when it is off. */
    public Optional<Hubble> hubble() {
        return hubble;
    }

    public List<Frontend> frontends() {
        return parts == null ? List.of() : parts.balancer().frontends();
    }

    public List<Cidr> podCidrs() {
        return parts == null ? List.of() : parts.local().podCidrs();
    }

    /** How many addresses of the PodCIDR are given out, cilium_host's among them. */
    public int addressesInUse() {
        return network.ready(member.name()) ? network.pods(member.name()).size() + 1 : 0;
    }

    /** What the ip-masq-agent's map holds; empty when it is off. */
    public List<Cidr> ipMasqAgent() {
        return parts == null || !config.on("enable-ip-masq-agent")
                ? List.of()
                : parts.local().ipMasqAgent();
    }

    private void run() {
        try {
            log.info("Initializing daemon");
            Crds.await(objects, config, log);
            LocalNode local = new LocalNode(objects, config, member);
            local.register();
            Cidr podCidr = local.awaitPodCidr();
            network.range(member.name(), podCidr);
            String router = network.router(member.name());
            Links links = new Links(member.node(), podCidr, router);
            links.make();
            local.publish(router, podCidr);
            LoadBalancer balancer = new LoadBalancer(member.node(), Links.HOST_DEVICE);
            balancer.start(frontends(LbService.all(objects)), local.site(network.pods(member.name()), List.of()));
            parts = new Parts(
                    local,
                    links,
                    balancer,
                    config.bgp() ? Optional.of(bgp(local)) : Optional.empty(),
                    config.clusterId() == 0 ? Optional.empty() : Optional.of(newMesh()));
            watch();
            bgp().ifPresent(NodeBgp::start);
            mesh().ifPresent(ClusterMesh::start);
            network.serve(
                    member.name(), new Endpoints(objects, config, member.node().address(), log, balancing::trigger));
            log.info(
                    "Daemon initialization completed",
                    "bootstrapTime",
                    Duration.between(since, Instant.now()).toMillis() + "ms");
            tell(Optional.empty());
            looking.triggerIn(LOOK_EVERY);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            log.error("Error while initializing daemon", "error", String.valueOf(e.getMessage()));
            tell(Optional.of(String.valueOf(e.getMessage())));
        }
    }

    private NodeBgp bgp(LocalNode local) {
        return new NodeBgp(
                member.node(),
                objects,
                config,
                routers,
                local::podCidrs,
                log.of("bgp-control-plane"),
                looking::trigger);
    }

    private ClusterMesh newMesh() {
        return new ClusterMesh(objects, config, pod, balancing::trigger, log.of("clustermesh"));
    }

    private void watch() {
        for (var type : List.of(
                objects.type("v1", "Service"),
                objects.type("discovery.k8s.io/v1", "EndpointSlice"),
                objects.type("v1", "Node"),
                objects.type("cilium.io/v2", "CiliumNode"))) {
            subscriptions.add(objects.watch(type, change -> balancing.trigger()));
        }
    }

    private void balance() {
        Parts now = parts;
        List<LbService> services = LbService.all(objects);
        List<Cidr> others = List.of();
        if (now.mesh().isPresent()) {
            services = now.mesh().get().merge(services);
            others = now.mesh().get().addresses();
        }
        if (config.on("auto-direct-node-routes")) {
            now.links().direct(routes(now));
        }
        Optional<String> obstacle =
                now.balancer().update(frontends(services), now.local().site(network.pods(member.name()), others));
        if (obstacle.isPresent()) {
            looking.trigger();
        }
    }

    /** What a node of the own cluster has, no other cluster takes away. */
    private static Map<String, String> routes(Parts now) {
        Map<String, String> routes =
                new TreeMap<>(now.mesh().map(ClusterMesh::routes).orElse(Map.of()));
        routes.putAll(now.local().directRoutes());
        now.local().podCidrs().forEach(own -> routes.remove(own.toString()));
        return routes;
    }

    private List<Frontend> frontends(List<LbService> services) {
        return Frontend.of(services, member.name(), List.of(member.node().address()));
    }

    private void lookAgain() {
        looking.triggerIn(LOOK_EVERY);
        if (config.on("auto-direct-node-routes")) {
            parts.links().restore();
        }
        examine();
    }

    private void tell(Optional<String> found) {
        synchronized (this) {
            if (found.equals(damage)) {
                return;
            }
            damage = found;
        }
        found.ifPresent(why -> log.error("Node is not as this agent made it; restart the agent", "reason", why));
        changed.accept(found);
    }

    private void failed(Exception why) {
        boolean conflict = why instanceof ApiError error && error.code() == 409;
        if (!conflict) {
            log.error("Failed to reconcile", "error", String.valueOf(why.getMessage()));
        }
    }
}
