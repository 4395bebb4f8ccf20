package dev.cilab.lab.reader;

import dev.cilab.lab.NodeName;
import dev.cilab.lab.Provisioning;
import dev.cilab.lab.Topology;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads what an environment's file says of the machines. */
final class ProvisioningReader {

    static final List<String> KEYS = List.of("image", "tools", "ports", "files");

    private static final int HIGHEST_PORT = 65_535;

    private final Topology topology;
    private final Problems problems;
    private final Values values;

    ProvisioningReader(Topology topology, Problems problems) {
        this.topology = topology;
        this.problems = problems;
        this.values = new Values(new References(topology, Map.of()), problems);
    }

    Provisioning read(YamlNode root) {
        Fields fields = new Fields(root, "an environment's file", values);
        Map<NodeName, Map<Integer, Integer>> ports = new LinkedHashMap<>();
        for (YamlNode.Entry machine : fields.entries("ports")) {
            NodeName name = new NodeName(machine.key().raw());
            if (topology.machine(name).isEmpty()) {
                problems.unknown(
                        machine.key(),
                        "unknown machine \"" + name + "\"",
                        name.value(),
                        topology.machines().stream()
                                .map(each -> each.name().value())
                                .toList());
            }
            ports.put(name, ports(machine.value()));
        }
        return new Provisioning(fields.text("image", ""), fields.texts("tools"), ports, fields.texts("files"));
    }

    private Map<Integer, Integer> ports(YamlNode node) {
        Map<Integer, Integer> ports = new LinkedHashMap<>();
        if (!(node instanceof YamlNode.Mapping map)) {
            problems.add(node, "ports must be a map, not " + node.kind(), "e.g. { 30000: 30000 }");
            return ports;
        }
        map.entries().forEach(each -> ports.put(port(each.key()), port(each.value())));
        return ports;
    }

    private int port(YamlNode node) {
        String text = node instanceof YamlNode.Scalar scalar ? scalar.raw() : "";
        int port = text.matches("[1-9]\\d{0,4}") ? Integer.parseInt(text) : 0;
        if (port < 1 || port > HIGHEST_PORT) {
            problems.add(node, "a port is a number from 1 to " + HIGHEST_PORT, "");
        }
        return port;
    }
}
