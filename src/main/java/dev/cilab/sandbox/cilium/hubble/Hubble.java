package dev.cilab.sandbox.cilium.hubble;

import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.api.Objects;
import dev.cilab.sandbox.cilium.mesh.RemoteState;
import dev.cilab.sandbox.node.Node;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/**
 * The stand-in of an agent's Hubble: flows of the node's pods, from a capture on the node (beginnings and ends of TCP connections, UDP, ICMP)
 * in place of eBPF events. So there are no drops, no verdicts of policies, and nothing of what is said inside a connection.
 */
public final class Hubble implements AutoCloseable {

    /** Hubble's own default. */
    static final int CAPACITY = 4095;

    private static final List<String> TCPDUMP = List.of(
            "tcpdump",
            "-i",
            "any",
            "-nn",
            "-tt",
            "-l",
            "--immediate-mode",
            "(tcp[tcpflags] & (tcp-syn|tcp-fin|tcp-rst) != 0) or udp or icmp");
    private static final int CONNECTIONS = 10_000;

    private final Node node;
    private final String name;
    private final Endpoints endpoints;
    private final Instant since = Instant.now();
    private final Deque<Flow> flows = new ArrayDeque<>();
    private final List<Consumer<Flow>> followers = new CopyOnWriteArrayList<>();
    /** Who began, by both directions of a connection; the oldest are forgotten. */
    private final Map<String, Boolean> replies = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > CONNECTIONS;
        }
    };

    private Process capture;
    private long seen;

    /** @param remotes pods of other clusters, by address */
    public Hubble(
            Node node, Objects objects, String cluster, Function<String, Optional<RemoteState.RemotePod>> remotes) {
        this.node = node;
        this.name = cluster + "/" + node.name();
        this.endpoints = new Endpoints(objects, cluster, node.address(), remotes);
    }

    public void start() {
        capture = node.start(TCPDUMP, Map.of());
        Thread.ofPlatform().daemon().name("hubble " + node.name()).start(this::read);
    }

    @Override
    public void close() {
        endpoints.close();
        if (capture != null) {
            capture.destroy();
        }
    }

    String node() {
        return name;
    }

    /** What is remembered, oldest first. */
    synchronized List<Flow> flows() {
        return new ArrayList<>(flows);
    }

    /** All there ever were. */
    synchronized long seen() {
        return seen;
    }

    Duration up() {
        return Duration.between(since, Instant.now());
    }

    /** Tells every new flow until closed. */
    AutoCloseable follow(Consumer<Flow> follower) {
        followers.add(follower);
        return () -> followers.remove(follower);
    }

    private void read() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(capture.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                FlowLine.of(line).flatMap(this::flow).ifPresent(this::keep);
            }
        } catch (IOException ended) {
            // the agent stops
        }
    }

    private void keep(Flow flow) {
        synchronized (this) {
            seen++;
            flows.addLast(flow);
            if (flows.size() > CAPACITY) {
                flows.removeFirst();
            }
        }
        followers.forEach(follower -> follower.accept(flow));
    }

    /** Where Hubble would have seen it too: into a pod, out of a pod, and a pod's packet on its way to another machine. */
    private Optional<Flow> flow(FlowLine line) {
        boolean pod = line.device().startsWith("lxc");
        boolean fromPod = endpoints.pod(line.source()).isPresent();
        boolean leaving = !pod && line.out() && fromPod && !line.device().startsWith("cilium_");
        if (!pod && !leaving) {
            return Optional.empty();
        }
        boolean toEndpoint = pod && line.out();
        String point = toEndpoint ? "TO_ENDPOINT" : leaving ? "TO_NETWORK" : "TO_STACK";
        int subType = toEndpoint ? 0 : leaving ? 11 : 3;
        return Optional.of(new Flow(line.time(), json(line, point, subType, toEndpoint)));
    }

    private ObjectNode json(FlowLine line, String point, int subType, boolean ingress) {
        ObjectNode all = Json.object();
        ObjectNode flow = all.putObject("flow");
        flow.put("time", line.time().toString())
                .put("uuid", UUID.randomUUID().toString())
                .put("verdict", "FORWARDED");
        flow.putObject("IP")
                .put("source", line.source())
                .put("destination", line.destination())
                .put("ipVersion", "IPv4");
        layer4(flow.putObject("l4").putObject(line.protocol()), line);
        flow.set("source", endpoints.describe(line.source()));
        flow.set("destination", endpoints.describe(line.destination()));
        flow.put("Type", "L3_L4").put("node_name", name);
        ObjectNode type = flow.putObject("event_type").put("type", 4);
        if (subType > 0) {
            type.put("sub_type", subType); // protojson leaves zeros out
        }
        flow.put("traffic_direction", ingress ? "INGRESS" : "EGRESS")
                .put("trace_observation_point", point)
                .put("is_reply", reply(line))
                .put("Summary", summary(line));
        all.put("node_name", name).put("time", line.time().toString());
        return all;
    }

    private static void layer4(ObjectNode layer, FlowLine line) {
        if (line.protocol().equals("ICMPv4")) {
            if (line.icmpType() > 0) {
                layer.put("type", line.icmpType());
            }
            return;
        }
        layer.put("source_port", line.sourcePort()).put("destination_port", line.destinationPort());
        if (!line.flags().isEmpty()) {
            ObjectNode flags = layer.putObject("flags");
            line.flags().forEach(flag -> flags.put(flag, true));
        }
    }

    private boolean reply(FlowLine line) {
        String there = line.protocol() + line.source() + ":" + line.sourcePort() + ">" + line.destination() + ":"
                + line.destinationPort();
        String back = line.protocol() + line.destination() + ":" + line.destinationPort() + ">" + line.source() + ":"
                + line.sourcePort();
        if (line.flags().equals(List.of("SYN")) || line.icmpType() == 8) {
            replies.put(there, false);
            replies.put(back, true);
        }
        return replies.computeIfAbsent(
                there, unknown -> line.flags().contains("SYN") || Boolean.FALSE.equals(replies.get(back)));
    }

    private static String summary(FlowLine line) {
        return switch (line.protocol()) {
            case "TCP" -> "TCP Flags: " + String.join(", ", line.flags());
            case "UDP" -> "UDP";
            default ->
                line.icmpType() == 8
                        ? "ICMPv4 EchoRequest"
                        : line.icmpType() == 3 ? "ICMPv4 DestinationUnreachable" : "ICMPv4 EchoReply";
        };
    }
}
