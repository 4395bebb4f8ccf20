package dev.cilab.probe.bgp;

import dev.cilab.exec.Command;
import dev.cilab.exec.Unreachable;
import dev.cilab.lab.NodeName;
import dev.cilab.probe.Json;
import dev.cilab.probe.Site;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Asks FRR on a router. */
final class Frr {

    private Frr() {}

    /** {@code vtysh -c … -c …} as root: the socket belongs to the group frrvty. */
    static Command vtysh(String... lines) {
        List<String> argv = new ArrayList<>(List.of("vtysh"));
        for (String line : lines) {
            argv.add("-c");
            argv.add(line);
        }
        return Command.of(argv).asRoot();
    }

    /** One JSON document per {@code show … json}, all in one command. */
    static List<JsonNode> show(Site site, NodeName router, String... lines) throws Unreachable {
        List<JsonNode> documents = Json.readAll(router.value(), site.run(router, vtysh(lines)));
        if (documents.size() != lines.length) {
            throw new Unreachable(
                    router.value(), "FRR answered " + documents.size() + " of " + lines.length + " questions");
        }
        return documents;
    }
}
