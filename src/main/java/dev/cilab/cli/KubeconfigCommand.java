package dev.cilab.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "kubeconfig",
        description = "Print a lab's kubeconfig, or where it lies, for your own kubectl, k9s and Helm.",
        footer = {
            "",
            "Examples:",
            "  kubectl --kubeconfig \"$(cilab kubeconfig bgp --path)\" get nodes",
            "  cilab kubeconfig bgp > ~/bgp.kubeconfig"
        })
final class KubeconfigCommand implements Callable<Integer> {

    private final Invocation invocation;

    @Mixin
    private EnvironmentOptions environment = new EnvironmentOptions();

    @Parameters(
            index = "0",
            paramLabel = "LAB",
            completionCandidates = LabChoice.Names.class,
            defaultValue = "bgp",
            description = "The lab (default: bgp).")
    private String lab;

    @Option(names = "--path", description = "Print the file's path, not its content.")
    private boolean path;

    KubeconfigCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() throws Exception {
        try (OpenLab open = OpenLab.places(invocation, lab, environment)) {
            Ready.require(open);
            String file = open.environment().exports(open.topology()).get("KUBECONFIG");
            for (String line : path ? List.of(file) : Files.readAllLines(Path.of(file))) {
                invocation.io().out().println(line);
            }
            return 0;
        }
    }
}
