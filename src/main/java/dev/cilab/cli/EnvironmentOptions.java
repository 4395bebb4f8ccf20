package dev.cilab.cli;

import dev.cilab.env.Environments;
import dev.cilab.term.Io;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** Which lab, where it lives, and what is different from its defaults; shared by every command that touches one. */
final class EnvironmentOptions {

    @Option(
            names = {"--env"},
            paramLabel = "NAME",
            defaultValue = "${env:CILAB_ENV:-sandbox}",
            completionCandidates = Names.class,
            description = "Environment of the lab (default: $$CILAB_ENV, else sandbox).")
    String environment;

    @Option(
            names = "--set",
            paramLabel = "VAR=VALUE",
            description = "Override a variable of the lab; may be given again.")
    Map<String, String> set = new LinkedHashMap<>();

    @Option(
            names = "--chart",
            paramLabel = "PLACE",
            defaultValue = "${env:CILAB_CHART:-}",
            description =
                    "Where the lab's Helm chart comes from: a folder, a .tgz, an https or oci address (default: $$CILAB_CHART, else as the environment knows it). Variable chart of the lab.")
    String chart = "";

    @Option(
            names = "--labs",
            paramLabel = "DIR",
            description = "Take labs from this folder instead of those that come with cilab.")
    Path labs;

    @Option(names = "--debug", description = "Show stack traces.")
    boolean debug;

    /** Variables that the command line sets. */
    Map<String, String> variables(Io io) {
        Map<String, String> variables = new LinkedHashMap<>(set);
        if (!chart.isEmpty()) {
            Path local = io.workingFolder().resolve(chart);
            variables.put("chart", Files.exists(local) ? local.toAbsolutePath().toString() : chart);
        }
        return variables;
    }

    /** The same choices in another environment. */
    EnvironmentOptions in(String other) {
        EnvironmentOptions options = new EnvironmentOptions();
        options.environment = other;
        options.set = set;
        options.labs = labs;
        options.debug = debug;
        return options;
    }

    /** For completion. */
    static final class Names implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Environments.NAMES.iterator();
        }
    }
}
