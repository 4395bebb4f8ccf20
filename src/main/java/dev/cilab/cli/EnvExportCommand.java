package dev.cilab.cli;

import dev.cilab.run.ExitCode;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "export",
        description = "Print shell settings so that your own kubectl, k9s, Helm and ssh reach the lab.",
        footer = {"", "Examples:", "  eval \"$(cilab env export bgp)\"", "  ssh -F \"$CILAB_SSH_CONFIG\" router"})
final class EnvExportCommand implements Callable<Integer> {

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

    @Option(names = "--only", paramLabel = "NAME", defaultValue = "", description = "Print only the value of this one.")
    private String only;

    EnvExportCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() throws Exception {
        try (OpenLab open = OpenLab.places(invocation, lab, environment)) {
            Ready.require(open);
            Map<String, String> exports = open.environment().exports(open.topology());
            if (!only.isEmpty() && !exports.containsKey(only)) {
                throw new UsageError(
                        "there is no setting \"" + only + "\"; there are " + String.join(", ", exports.keySet()), "");
            }
            exports.forEach((name, value) -> {
                if (only.isEmpty()) {
                    invocation.io().out().println("export " + name + "='" + value.replace("'", "'\\''") + "'");
                } else if (only.equals(name)) {
                    invocation.io().out().println(value);
                }
            });
            return ExitCode.OK.code();
        }
    }
}
