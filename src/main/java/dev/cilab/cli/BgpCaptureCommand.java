package dev.cilab.cli;

import dev.cilab.capture.BgpLine;
import dev.cilab.capture.PacketSink;
import dev.cilab.capture.Tap;
import dev.cilab.capture.Taps;
import dev.cilab.capture.bgp.BgpTalk;
import dev.cilab.capture.packet.Dissector;
import dev.cilab.capture.pcap.Packet;
import dev.cilab.exec.Host;
import dev.cilab.exec.Result;
import dev.cilab.exec.Unreachable;
import dev.cilab.lab.NodeName;
import dev.cilab.lab.Topology;
import dev.cilab.lab.Topology.KubeCluster;
import dev.cilab.run.ExitCode;
import dev.cilab.term.BgpLines;
import dev.cilab.term.Io;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "capture",
        description = {
            "Capture what nodes and router say to each other in BGP, message by message, and prove that no node's kernel",
            "learned a route from it: Cilium announces, it does not route."
        },
        footer = {
            "",
            "Examples:",
            "  cilab bgp capture --restart-frr          every peering from its OPEN to End-of-RIB",
            "  cilab bgp capture --for 1m -w bgp.pcapng",
        })
final class BgpCaptureCommand implements Callable<Integer> {

    private static final Duration RESTART = Duration.ofSeconds(60);

    private final Invocation invocation;

    @Mixin
    private EnvironmentOptions environment = new EnvironmentOptions();

    @Mixin
    private CaptureOptions capture = new CaptureOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Option(
            names = "--restart-frr",
            description =
                    "Restart FRR on the router once every node listens, and end when every node has its routes again.")
    private boolean restart;

    @Option(names = "--keepalives", description = "Show KEEPALIVE messages too.")
    private boolean keepalives;

    BgpCaptureCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() throws Exception {
        Io io = invocation.io();
        try (OpenLab open = OpenLab.places(invocation, invocation.lab(), environment)) {
            Ready.require(open);
            Topology topology = open.topology();
            List<NodeName> nodes = topology.clusters().stream()
                    .map(KubeCluster::nodes)
                    .flatMap(List::stream)
                    .toList();
            FibProof proof = FibProof.begin(open, nodes);
            Talk talk = new Talk(Taps.machineAt(topology), new BgpLines(io, output.format));
            Optional<Duration> longest = capture.longest().or(() -> restart ? Optional.of(RESTART) : Optional.empty());
            ExitCode captured = new CaptureRun(io, Optional.ofNullable(capture.file), talk, Long.MAX_VALUE)
                    .run(open, Taps.of(topology, nodes, capture.devices), "tcp port " + BgpTalk.PORT, longest, () -> {
                        if (restart && talk.restarted.isEmpty()) {
                            restartFrr(open, talk.restarted);
                        }
                        return restart && talk.complete(nodes);
                    });
            talk.lines.end();
            return verdict(io, proof, captured, restart && !talk.complete(nodes))
                    .code();
        }
    }

    private static void restartFrr(OpenLab open, Set<NodeName> restarted) throws Unreachable {
        for (Topology.Machine machine : open.topology().machines()) {
            if (machine.roles().contains("router")) {
                Host router = open.environment().host(machine.name());
                Result result = router.run(
                        dev.cilab.exec.Command.of("systemctl", "restart", "frr").asRoot());
                if (!result.ok()) {
                    throw new Unreachable(
                            machine.name().value(),
                            "FRR does not restart: " + result.stderr().strip());
                }
                restarted.add(machine.name());
            }
        }
        if (restarted.isEmpty()) {
            throw new Unreachable(open.topology().name(), "this topology has no router");
        }
    }

    private static ExitCode verdict(Io io, FibProof proof, ExitCode captured, boolean incomplete) throws Unreachable {
        FibProof.Verdict routes = proof.compare();
        if (!routes.differences().isEmpty()) {
            io.err().println("kernel routes of nodes changed meanwhile:");
            routes.differences().forEach(line -> io.err().println("  " + line));
            return ExitCode.CHECK_FAILED;
        }
        io.err().println("no node's kernel routes changed: " + routes.summary() + ", before and after");
        if (captured == ExitCode.OK && incomplete) {
            io.err().println("not every node got its routes from the router again in this time; look: cilab bgp peers");
            return ExitCode.CHECK_FAILED;
        }
        return captured;
    }

    /** Follows what is said at every tap. */
    private final class Talk implements PacketSink {

        private final UnaryOperator<String> machineAt;
        private final BgpLines lines;
        private final Map<Tap, BgpTalk> talks = new HashMap<>();
        private final Set<NodeName> restarted = new HashSet<>();
        private final Set<String> ended = ConcurrentHashMap.newKeySet();

        private Talk(UnaryOperator<String> machineAt, BgpLines lines) {
            this.machineAt = machineAt;
            this.lines = lines;
        }

        @Override
        public void packet(Tap tap, Packet packet) {
            talks.computeIfAbsent(tap, none -> new BgpTalk())
                    .accept(packet.time(), Dissector.layers(packet))
                    .forEach(said -> {
                        BgpLine line = BgpLine.of(tap, said, machineAt);
                        if (keepalives || !line.type().equals("keepalive")) {
                            lines.print(said.time(), line);
                        }
                        if (line.endOfRib()) {
                            ended.add(line.from() + ">" + line.to());
                        }
                    });
        }

        /** Every node has told its whole table, and has been told the router's. */
        private boolean complete(List<NodeName> nodes) {
            return nodes.stream()
                    .allMatch(node -> ended.stream().anyMatch(pair -> pair.startsWith(node + ">"))
                            && ended.stream().anyMatch(pair -> pair.endsWith(">" + node)));
        }
    }
}
