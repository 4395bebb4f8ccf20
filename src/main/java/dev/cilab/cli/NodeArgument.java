package dev.cilab.cli;

import dev.cilab.lab.LabCatalog;
import dev.cilab.lab.LabInvalid;
import dev.cilab.lab.NodeName;
import dev.cilab.lab.Topology;
import dev.cilab.lab.reader.LabReader;
import dev.cilab.lab.reader.Suggestion;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** A node as the command line names it. */
final class NodeArgument {

    private NodeArgument() {}

    static NodeName in(Topology topology, String word) throws UsageError {
        NodeName name = new NodeName(word);
        if (topology.machine(name).isEmpty()) {
            List<String> known = topology.machines().stream()
                    .map(machine -> machine.name().value())
                    .toList();
            throw new UsageError(
                    "topology " + topology.name() + " has no node \"" + word + "\"; " + Suggestion.of(word, known), "");
        }
        return name;
    }

    /** For completion: the nodes of all labs. */
    static final class Names implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            List<String> names = new ArrayList<>();
            LabCatalog catalog = LabCatalog.packed();
            for (String lab : catalog.names()) {
                try {
                    LabReader.topology(catalog.find(lab).orElseThrow())
                            .machines()
                            .forEach(machine -> names.add(machine.name().value()));
                } catch (LabInvalid e) {
                    throw new IllegalStateException(e);
                }
            }
            return names.iterator();
        }
    }
}
