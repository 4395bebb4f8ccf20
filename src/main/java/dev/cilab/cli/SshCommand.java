package dev.cilab.cli;

import dev.cilab.lab.NodeName;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "ssh",
        description = "Open a shell on a node.",
        footer = {
            "",
            "Examples:",
            "  cilab ssh router",
            "  cilab bgp ssh k8s-w0",
            "Plain ssh works as well:  ssh -F \"$(cilab env export bgp --only CILAB_SSH_CONFIG)\" router"
        })
final class SshCommand implements Callable<Integer> {

    private final Invocation invocation;

    @Mixin
    private EnvironmentOptions environment = new EnvironmentOptions();

    @Mixin
    private LabChoice choice = new LabChoice();

    @Parameters(
            index = "0",
            paramLabel = "NODE",
            completionCandidates = NodeArgument.Names.class,
            description = "Where to.")
    private String node;

    SshCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() throws Exception {
        try (OpenLab open = OpenLab.places(invocation, choice.of(invocation, environment), environment)) {
            NodeName where = NodeArgument.in(open.topology(), node);
            Ready.require(open);
            return Terminal.run(open.environment().shell(where, List.of()));
        }
    }
}
