package dev.cilab.cli;

import dev.cilab.lab.LabCatalog;
import dev.cilab.term.Io;
import java.util.Iterator;
import java.util.List;
import picocli.CommandLine.Option;

/** Which lab a command outside a lab's own group is about. */
final class LabChoice {

    @Option(
            names = "--lab",
            paramLabel = "LAB",
            defaultValue = "${env:CILAB_LAB:-}",
            completionCandidates = Names.class,
            description = "The lab (default: $$CILAB_LAB, the group the command stands in, else bgp).")
    String lab = "";

    String of(Invocation invocation, EnvironmentOptions options) {
        if (!lab.isEmpty()) {
            return lab;
        }
        Io io = invocation.io();
        List<String> names = Labs.catalog(options, io).names();
        return names.contains(invocation.lab())
                ? invocation.lab()
                : names.contains("bgp") ? "bgp" : names.isEmpty() ? "bgp" : names.getFirst();
    }

    /** For completion. */
    static final class Names implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return LabCatalog.packed().names().iterator();
        }
    }
}
