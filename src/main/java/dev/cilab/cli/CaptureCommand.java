package dev.cilab.cli;

import dev.cilab.capture.Findings;
import dev.cilab.capture.PacketSink;
import dev.cilab.capture.Tap;
import dev.cilab.capture.Taps;
import dev.cilab.lab.NodeName;
import dev.cilab.lab.Topology;
import dev.cilab.lab.Topology.Machine;
import dev.cilab.term.Io;
import dev.cilab.term.OutputFormat;
import dev.cilab.term.PacketLines;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "capture",
        description = "Capture packets on many nodes at once, in one order. Returns only what tcpdump there has seen.",
        footer = {
            "",
            "Examples:",
            "  cilab capture k8s-ctr,k8s-w1 -- tcp port 179",
            "  cilab capture all --for 10s -w all.pcapng      the nodes' names are the interfaces in Wireshark",
            "  cilab capture router -i any -c 20 -- icmp",
            "The filter is tcpdump's (man pcap-filter). Ctrl-C ends the capture and keeps what came."
        })
final class CaptureCommand implements Callable<Integer> {

    private final Invocation invocation;

    @Mixin
    private EnvironmentOptions environment = new EnvironmentOptions();

    @Mixin
    private LabChoice choice = new LabChoice();

    @Mixin
    private CaptureOptions capture = new CaptureOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Option(
            names = {"-c", "--count"},
            paramLabel = "N",
            description = "End after this many packets.")
    private Long count;

    @Parameters(
            index = "0",
            paramLabel = "NODES",
            split = ",",
            completionCandidates = NodeArgument.Names.class,
            description = "Where: nodes with commas between, or all.")
    private List<String> nodes = List.of();

    @Parameters(
            index = "1..*",
            arity = "0..*",
            paramLabel = "FILTER",
            description = "Which packets, after -- (default: all).")
    private List<String> filter = List.of();

    CaptureCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() throws Exception {
        Io io = invocation.io();
        try (OpenLab open = OpenLab.places(invocation, choice.of(invocation, environment), environment)) {
            refuseNodeInFilter(open.topology());
            List<Tap> taps = Taps.of(open.topology(), places(open.topology()), capture.devices);
            Ready.require(open);
            boolean silent = capture.file != null && output.format == OutputFormat.TABLE;
            PacketLines lines = new PacketLines(io, output.format, taps);
            PacketSink shown = (tap, packet) -> {
                if (!silent) {
                    Findings one = new Findings(Taps.machineAt(open.topology()));
                    one.accept(tap, packet);
                    lines.print(packet.time(), one.packets().getFirst());
                }
            };
            CaptureRun run = new CaptureRun(
                    io, Optional.ofNullable(capture.file), shown, count == null ? Long.MAX_VALUE : count);
            int exit = run.run(open, taps, String.join(" ", filter), capture.longest(), () -> false)
                    .code();
            lines.end();
            return exit;
        }
    }

    /** No word of pcap-filter is a node's name at the beginning: it was meant as one more node. */
    private void refuseNodeInFilter(Topology topology) throws UsageError {
        if (!filter.isEmpty()
                && topology.machine(new NodeName(filter.getFirst())).isPresent()) {
            String all = String.join(",", nodes) + "," + filter.getFirst();
            throw new UsageError("nodes have commas between: " + all, "cilab capture " + all);
        }
    }

    private List<NodeName> places(Topology topology) throws UsageError {
        if (nodes.equals(List.of("all"))) {
            return topology.machines().stream().map(Machine::name).toList();
        }
        List<NodeName> places = new ArrayList<>();
        for (String node : nodes) {
            places.add(NodeArgument.in(topology, node));
        }
        return places;
    }
}
