package dev.cilab.sandbox.cilium.bgp;

import dev.cilab.sandbox.api.ApiError;
import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.api.Objects;
import dev.cilab.sandbox.api.ResourceType;
import dev.cilab.sandbox.cilium.Cidr;
import dev.cilab.sandbox.cilium.CiliumConfig;
import dev.cilab.sandbox.cilium.LogLines;
import dev.cilab.sandbox.cilium.Reconciler;
import dev.cilab.sandbox.node.Node;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** The BGP control plane of one agent: brings GoBGP to what the node's CiliumBGPNodeConfig asks for, and reports on it. */
public final class NodeBgp implements AutoCloseable {

    private static final Duration REPORT_EVERY = Duration.ofSeconds(5);
    private static final Duration START_AGAIN = Duration.ofSeconds(5);
    private static final Duration SOON = Duration.ofMillis(100);

    private final Node node;
    private final Objects objects;
    private final CiliumConfig config;
    private final Dialler dialler;
    private final Supplier<List<Cidr>> podCidrs;
    private final LogLines log;
    private final Runnable changed;
    private final ResourceType nodeConfig;
    private final Map<String, Speaker> speakers = new LinkedHashMap<>();
    private final Map<String, String> problems = new LinkedHashMap<>();
    private final List<Objects.Subscription> subscriptions = new ArrayList<>();
    private final Reconciler configuring;
    private final Reconciler reporting;
    private final Reconciler dialling;
    private List<Instance> instances = List.of();

    /**
     * @param podCidrs of the node, as they are now
     * @param changed  called after a speaker was started, stopped or has ended
     */
    public NodeBgp(
            Node node,
            Objects objects,
            CiliumConfig config,
            List<Router> routers,
            Supplier<List<Cidr>> podCidrs,
            LogLines log,
            Runnable changed) {
        this.node = node;
        this.objects = objects;
        this.config = config;
        this.dialler = new Dialler(node, routers);
        this.podCidrs = podCidrs;
        this.log = log;
        this.changed = changed;
        this.nodeConfig = objects.type(config.dialect().apiVersion(), "CiliumBGPNodeConfig");
        String name = "bgp " + node.name() + " ";
        this.configuring = new Reconciler(name + "configure", this::configure, e -> failed("configure", e));
        this.reporting = new Reconciler(name + "report", this::report, e -> failed("report", e));
        this.dialling = new Reconciler(name + "dial", this::dial, e -> failed("dial", e));
    }

    /** The BGP kinds must be known to the API server by now. */
    public void start() {
        String api = config.dialect().apiVersion();
        Stream.of(
                        nodeConfig,
                        objects.type(api, "CiliumBGPPeerConfig"),
                        objects.type(api, "CiliumBGPAdvertisement"),
                        objects.type("v1", "Service"),
                        objects.type("v1", "Secret"),
                        objects.type("discovery.k8s.io/v1", "EndpointSlice"))
                .forEach(type -> subscriptions.add(objects.watch(type, change -> onChange(type, change))));
        configuring.trigger();
        reporting.trigger();
    }

    /** The node's PodCIDRs have changed. */
    public void trigger() {
        configuring.trigger();
    }

    /** Without a farewell to the peers: they keep the routes for the graceful restart time, as when a real agent is restarted. */
    @Override
    public void close() {
        subscriptions.forEach(Objects.Subscription::close);
        configuring.close();
        dialling.close();
        reporting.close();
        synchronized (speakers) {
            speakers.values().forEach(speaker -> speaker.stop(false));
            speakers.clear();
        }
    }

    public List<PeerState> peers() {
        return all().stream().flatMap(speaker -> speaker.peers().stream()).toList();
    }

    public List<Route> available() {
        return all().stream().flatMap(speaker -> speaker.available().stream()).toList();
    }

    /** @param peer empty = all peers */
    public List<Route> advertised(String peer) {
        List<Route> routes = new ArrayList<>();
        for (Speaker speaker : all()) {
            for (Instance.Peer candidate : speaker.instance().peers()) {
                if (peer.isEmpty() || peer.equals(candidate.address())) {
                    routes.addAll(speaker.advertised(candidate.address()));
                }
            }
        }
        return routes;
    }

    public List<Instance> instances() {
        return all().stream().map(Speaker::instance).toList();
    }

    /** Why BGP does not work on this node; empty while it does. */
    public Optional<String> damage() {
        return all().stream()
                .filter(speaker -> !speaker.answers())
                .map(speaker -> "gobgpd of instance " + speaker.instance().name() + " does not answer")
                .findFirst();
    }

    private List<Speaker> all() {
        synchronized (speakers) {
            return List.copyOf(speakers.values());
        }
    }

    private void onChange(ResourceType type, Objects.Change change) {
        if (!type.equals(nodeConfig)) {
            configuring.trigger();
        } else if (change.object().path("metadata").path("name").asString("").equals(node.name())) {
            configuring.trigger();
        }
    }

    private void configure() {
        DesiredInstances desired = DesiredInstances.of(
                objects.get(nodeConfig, "", node.name()), objects, config, node.name(), node.address(), podCidrs.get());
        Map<String, String> found = new LinkedHashMap<>(desired.problems());
        instances = desired.instances();
        for (Speaker speaker : all()) {
            if (instances.stream().noneMatch(instance -> instance.name()
                    .equals(speaker.instance().name()))) {
                remove(speaker);
            }
        }
        if (speakers.isEmpty() && !instances.isEmpty()) {
            acceptRouters();
        }
        for (Instance instance : instances) {
            try {
                bring(instance);
            } catch (IOException | RuntimeException e) {
                log.error("Failed to reconcile", "instance", instance.name(), "error", e.getMessage());
                found.put(instance.name(), e.getMessage());
            }
        }
        replaceProblems(found);
        reporting.trigger();
    }

    private void bring(Instance instance) throws IOException {
        Speaker running = speakers.get(instance.name());
        if (running != null && !running.alive()) {
            throw new IOException("gobgpd has ended; restart the agent");
        }
        if (running != null && !running.differs(instance)) {
            boolean newPeers = !running.instance().peers().equals(instance.peers());
            running.update(instance);
            if (newPeers) {
                acceptRouters();
                dialling.triggerIn(SOON);
            }
            return;
        }
        if (running != null) {
            remove(running);
        }
        log.info("Registering BGP instance", "instance", instance.name(), "asn", instance.localAsn());
        Speaker speaker = new Speaker(node, instance, log, this::peerChanged);
        dialler.speakerStarted();
        try {
            speaker.start();
        } catch (IOException | RuntimeException e) {
            speaker.stop(false);
            configuring.triggerIn(START_AGAIN);
            throw e;
        }
        synchronized (speakers) {
            speakers.put(instance.name(), speaker);
        }
        instance.peers()
                .forEach(peer -> log.info(
                        "Adding peer",
                        "instance",
                        instance.name(),
                        "peer",
                        peer.name(),
                        "peer_address",
                        peer.address(),
                        "peer_asn",
                        peer.asn()));
        dialling.triggerIn(SOON);
        changed.run();
    }

    private void remove(Speaker speaker) {
        log.info("Removing BGP instance", "instance", speaker.instance().name());
        speaker.stop(true);
        synchronized (speakers) {
            speakers.remove(speaker.instance().name());
        }
        changed.run();
    }

    private void acceptRouters() {
        List<String> peers = instances.stream()
                .flatMap(instance -> instance.peers().stream())
                .map(Instance.Peer::address)
                .distinct()
                .toList();
        dialler.accept(peers);
    }

    private void peerChanged() {
        reporting.triggerIn(SOON);
        dialling.triggerIn(SOON);
        if (all().stream().anyMatch(speaker -> !speaker.alive())) {
            changed.run();
        }
    }

    private void dial() {
        if (dialler.dial(peers())) {
            dialling.triggerIn(Dialler.LOOK_EVERY);
        }
    }

    private void report() {
        reporting.triggerIn(REPORT_EVERY);
        Optional<ObjectNode> object = objects.get(nodeConfig, "", node.name());
        if (object.isEmpty()) {
            return;
        }
        ObjectNode before = object.get();
        ObjectNode status = config.bgpStatusReport()
                ? NodeStatus.of(instances, peers(), problems(), before.path("status"))
                : Json.object();
        if (!status.equals(before.path("status"))) {
            before.set("status", status);
            objects.updateStatus(nodeConfig, before);
        }
    }

    private Map<String, String> problems() {
        synchronized (problems) {
            return new LinkedHashMap<>(problems);
        }
    }

    private void replaceProblems(Map<String, String> found) {
        synchronized (problems) {
            problems.clear();
            problems.putAll(found);
        }
    }

    private void failed(String what, Exception why) {
        boolean conflict = why instanceof ApiError error && (error.code() == 409 || error.code() == 404);
        if (!conflict) {
            log.error("Failed to " + what, "error", String.valueOf(why.getMessage()));
        }
    }
}
