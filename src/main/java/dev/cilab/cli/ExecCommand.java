package dev.cilab.cli;

import dev.cilab.exec.Command;
import dev.cilab.exec.Result;
import dev.cilab.lab.NodeName;
import dev.cilab.term.Io;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@picocli.CommandLine.Command(
        name = "exec",
        description = "Run a command on a node; its output and exit code are yours.",
        footer = {
            "",
            "Examples:",
            "  cilab exec router -- sudo vtysh -c 'show ip bgp summary'",
            "  cilab bgp exec k8s-w0 -- ip route",
            "  cilab exec router --timeout 300 -- tcpdump -i eth1 -c 10"
        })
final class ExecCommand implements Callable<Integer> {

    private final Invocation invocation;

    @Mixin
    private EnvironmentOptions environment = new EnvironmentOptions();

    @Mixin
    private LabChoice choice = new LabChoice();

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "How long it may take (default: 60).")
    private long timeout;

    @Option(names = "--root", description = "Run it as root.")
    private boolean root;

    @Parameters(
            index = "0",
            paramLabel = "NODE",
            completionCandidates = NodeArgument.Names.class,
            description = "Where.")
    private String node;

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "COMMAND",
            description = "The command and its arguments, after --.")
    private List<String> command = List.of();

    ExecCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() throws Exception {
        try (OpenLab open = OpenLab.places(invocation, choice.of(invocation, environment), environment)) {
            NodeName where = NodeArgument.in(open.topology(), node);
            Ready.require(open);
            Command wanted = new Command(command, new byte[0], Duration.ofSeconds(timeout), root);
            Result result = open.environment().host(where).run(wanted);
            Io io = invocation.io();
            io.out().writeBytes(result.out());
            io.err().writeBytes(result.err());
            return result.exit();
        }
    }
}
