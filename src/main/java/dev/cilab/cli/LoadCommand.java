package dev.cilab.cli;

import dev.cilab.lab.Position;
import dev.cilab.lab.ProbeCall;
import dev.cilab.probe.traffic.Answers;
import dev.cilab.probe.traffic.TrafficProbe;
import dev.cilab.run.ExitCode;
import dev.cilab.term.Io;
import dev.cilab.term.TrafficView;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "load",
        description = {
            "Send requests to a URL, each over a connection of its own, and tell who answered.",
            "One command runs where the requests start; it needs sh and curl there."
        },
        footer = {
            "",
            "Examples:",
            "  cilab load http://172.16.1.1 --from router -n 100",
            "  cilab load http://172.16.1.1 --rate 200 --duration 10",
            "  cilab load http://webpod --from pod/curl-pod -o json | jq '.answers[].share'",
            "",
            "Exit codes: 0 every request was answered, 1 some were lost, 3 none could be sent"
        })
final class LoadCommand implements Callable<Integer> {

    private final Invocation invocation;

    @Mixin
    private EnvironmentOptions environment = new EnvironmentOptions();

    @Mixin
    private LabChoice choice = new LabChoice();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Option(
            names = "--from",
            paramLabel = "PLACE",
            defaultValue = "router",
            completionCandidates = NodeArgument.Names.class,
            description = "Where requests start: a node, or pod/NAME (default: router).")
    private String from;

    @Option(
            names = {"-n", "--requests"},
            paramLabel = "COUNT",
            description = "How many requests (default: 100, without --duration).")
    private Integer requests;

    @Option(
            names = "--rate",
            paramLabel = "PER-SECOND",
            description = "Requests a second (default: as they are answered).")
    private int rate;

    @Option(names = "--duration", paramLabel = "SECONDS", description = "How long to send.")
    private int duration;

    @Option(
            names = "--by",
            paramLabel = "KEY",
            defaultValue = "Hostname",
            description = "The line of the answer that tells who gave it (default: Hostname).")
    private String by;

    @Option(
            names = {"--namespace"},
            paramLabel = "NAMESPACE",
            defaultValue = "default",
            description = "Namespace of pod/NAME (default: default).")
    private String namespace;

    @Option(
            names = "--cluster",
            paramLabel = "CLUSTER",
            description = "The cluster of the pod and of the service (default: the lab's first).")
    private String cluster;

    @Parameters(index = "0", paramLabel = "URL", description = "What is asked, e.g. http://172.16.1.1.")
    private String url;

    LoadCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() throws Exception {
        Io io = invocation.io();
        try (OpenLab open = OpenLab.places(invocation, choice.of(invocation, environment), environment)) {
            ProbeCall call = probeCall(open);
            Ready.require(open);
            Answers seen = new TrafficProbe().measure(call, open.scope());
            output.to(io).print(new TrafficView(seen, by).render(), seen);
            seen.warnings().forEach(warning -> io.err().println("warning: " + warning));
            return (seen.lost() == 0 && seen.requests() > 0 ? ExitCode.OK : ExitCode.CHECK_FAILED).code();
        }
    }

    private ProbeCall probeCall(OpenLab open) throws UsageError {
        if (!from.startsWith("pod/")) {
            NodeArgument.in(open.topology(), from);
        }
        Map<String, Object> arguments = new LinkedHashMap<>(Map.of("url", url, "by", by, "namespace", namespace));
        if (requests != null) {
            arguments.put("requests", requests);
        }
        if (duration > 0) {
            arguments.put("seconds", duration);
        }
        arguments.put("rate", rate);
        if (cluster != null) {
            arguments.put("cluster", cluster);
        }
        try {
            ProbeCall call = new ProbeCall("traffic", List.of(from), arguments, new Position("command line", 1, 1));
            TrafficProbe.load(call);
            return call;
        } catch (IllegalArgumentException e) {
            throw new UsageError(e.getMessage(), "cilab load --help");
        }
    }
}
