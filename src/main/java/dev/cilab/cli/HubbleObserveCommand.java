package dev.cilab.cli;

import dev.cilab.capture.Merge;
import dev.cilab.exec.Command;
import dev.cilab.exec.Line;
import dev.cilab.exec.LineSink;
import dev.cilab.exec.Parallel;
import dev.cilab.exec.Parallel.Outcome;
import dev.cilab.exec.Running;
import dev.cilab.exec.Unreachable;
import dev.cilab.kube.KubeError;
import dev.cilab.lab.NodeName;
import dev.cilab.lab.Position;
import dev.cilab.lab.ProbeCall;
import dev.cilab.lab.Topology.KubeCluster;
import dev.cilab.probe.Site;
import dev.cilab.probe.cilium.AgentPods;
import dev.cilab.probe.hubble.Flow;
import dev.cilab.probe.hubble.FlowQuery;
import dev.cilab.probe.hubble.FlowReader;
import dev.cilab.run.ExitCode;
import dev.cilab.term.FlowLines;
import dev.cilab.term.Io;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@picocli.CommandLine.Command(
        name = "observe",
        description = {
            "Flows as Hubble sees them, of every agent and cluster of a lab, in the order of their times.",
            "No relay and no port-forward: each agent is asked where it runs."
        },
        footer = {
            "",
            "Examples:",
            "  cilab hubble observe --pod default/curl-pod",
            "  cilab hubble observe -f --protocol tcp --port 80",
            "  cilab hubble observe --last 500 --verdict DROPPED -o jsonpb"
        })
final class HubbleObserveCommand implements Callable<Integer> {

    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final Invocation invocation;

    @Mixin
    private EnvironmentOptions environment = new EnvironmentOptions();

    @Mixin
    private LabChoice choice = new LabChoice();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "table, json (a document), jsonl (a record each line) or jsonpb (as Hubble prints it).")
    private FlowLines.Format format;

    @Option(
            names = "--last",
            paramLabel = "N",
            defaultValue = "20",
            description = "How many of each agent (default: 20).")
    private int last;

    @Option(
            names = {"-f", "--follow"},
            description = "Go on with what comes, until Ctrl-C.")
    private boolean follow;

    @Option(names = "--pod", paramLabel = "POD", description = "From or to this pod: [namespace/]name.")
    private String pod;

    @Option(names = "--from-pod", paramLabel = "POD", description = "From this pod.")
    private String fromPod;

    @Option(names = "--to-pod", paramLabel = "POD", description = "To this pod.")
    private String toPod;

    @Option(names = "--ip", paramLabel = "ADDRESS", description = "From or to this address.")
    private String ip;

    @Option(names = "--port", paramLabel = "PORT", description = "From or to this port.")
    private String port;

    @Option(names = "--protocol", paramLabel = "NAME", description = "tcp, udp, icmp …")
    private String protocol;

    @Option(names = "--verdict", paramLabel = "VERDICT", description = "FORWARDED, DROPPED …")
    private String verdict;

    @Option(names = "--since", paramLabel = "TIME", description = "Not older than this, e.g. 30s, 5m.")
    private String since;

    HubbleObserveCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    /** A line of an agent with what it says. */
    private record Told(Flow flow, String line) {}

    /** An agent, and the cluster that it is reached through. */
    private record Place(KubeCluster cluster, AgentPods agents, NodeName node) {}

    @Override
    public Integer call() throws Exception {
        Io io = invocation.io();
        try (OpenLab open = OpenLab.places(invocation, choice.of(invocation, environment), environment)) {
            Ready.require(open);
            FlowLines lines =
                    new FlowLines(io, format, open.topology().clusters().size() > 1);
            List<Place> places = places(open);
            boolean missed = false;
            try (Merge<Told> merge = new Merge<>(
                    told -> FlowReader.time(told.flow()),
                    told -> lines.print(FlowReader.time(told.flow()), told.flow(), told.line()))) {
                List<Outcome<Place, Place>> outcomes = Parallel.map(places, place -> begin(open, place, merge));
                boolean left = Thread.interrupted(); // Ctrl-C, the way to end it
                for (Outcome<Place, Place> outcome : outcomes) {
                    if (!outcome.ok() && !left) {
                        missed = true;
                        io.err()
                                .println("could not ask " + outcome.place().node() + ": "
                                        + outcome.failure().getMessage());
                    }
                }
            }
            lines.end();
            return (missed ? ExitCode.NOT_OBSERVED : ExitCode.OK).code();
        }
    }

    private static List<Place> places(OpenLab open) throws Unreachable {
        List<Place> places = new ArrayList<>();
        for (KubeCluster cluster : open.topology().clusters()) {
            ProbeCall call = new ProbeCall(
                    "flows", List.of(), Map.of("cluster", cluster.name().value()), new Position("command line", 1, 1));
            AgentPods agents = new AgentPods(new Site(call, open.scope()));
            agents.nodes().forEach(node -> places.add(new Place(cluster, agents, node)));
        }
        return places;
    }

    /** Returns when the agent has told everything, which it never has when it is followed. */
    private Place begin(OpenLab open, Place place, Merge<Told> merge) throws Unreachable {
        Io io = invocation.io();
        String pod = place.agents().pod(place.node()).name();
        CountDownLatch ended = new CountDownLatch(1);
        List<String> errors = new ArrayList<>();
        Command command = Command.of(query().argv(follow)).timeout(follow ? DAY : LONGEST);
        LineSink out = new LineSink(false, line -> told(place, line, merge));
        try (AutoCloseable listening = io.interrupts().listen(ended::countDown);
                Running running = open.environment().cluster(place.cluster().name()).stream(
                        AgentPods.NAMESPACE, pod, AgentPods.CONTAINER, command, out, line -> errors.add(line.text()))) {
            while (ended.getCount() > 0) {
                var exit = running.await(Duration.ofMillis(200));
                if (exit.isPresent()) {
                    if (exit.get() != 0) {
                        throw new Unreachable(place.node().value(), String.join(" ", errors));
                    }
                    return place;
                }
            }
            return place;
        } catch (KubeError e) {
            throw new Unreachable(place.node().value(), e.getMessage(), e);
        } catch (Unreachable | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void told(Place place, Line line, Merge<Told> merge) {
        try {
            FlowReader.read(place.node().value(), line.text())
                    .ifPresent(flow -> merge.offer(new Told(flow, line.text())));
        } catch (Unreachable notJson) {
            // a line that is cut off where the connection ended
        }
    }

    private FlowQuery query() {
        Map<String, String> filters = new LinkedHashMap<>();
        put(filters, "pod", pod);
        put(filters, "fromPod", fromPod);
        put(filters, "toPod", toPod);
        put(filters, "ip", ip);
        put(filters, "port", port);
        put(filters, "proto", protocol);
        put(filters, "is", verdict);
        put(filters, "since", since);
        return new FlowQuery(last, filters);
    }

    private static void put(Map<String, String> filters, String name, String value) {
        if (value != null) {
            filters.put(name, value);
        }
    }
}
