package dev.cilab.lab.reader;

import dev.cilab.lab.ClusterName;
import dev.cilab.lab.NodeName;
import dev.cilab.lab.Topology;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code topology.yaml}. An interface joins the segment whose subnet its address lies in. */
final class TopologyReader {

    private final Values values;

    TopologyReader(Problems problems) {
        this.values = new Values(new References(new Topology("", List.of(), List.of(), List.of()), Map.of()), problems);
    }

    Topology read(YamlNode root) {
        Fields fields = new Fields(root, "a topology", values);
        Version.check(fields);
        String name = fields.required("topology");
        List<Topology.Segment> segments =
                fields.entries("segments").stream().map(this::segment).toList();
        List<Topology.Machine> machines = fields.entries("machines").stream()
                .map(each -> machine(each, segments))
                .toList();
        List<NodeName> names = machines.stream().map(Topology.Machine::name).toList();
        List<Topology.KubeCluster> clusters = fields.entries("clusters").stream()
                .map(each -> cluster(each, names))
                .toList();
        if (machines.isEmpty()) {
            fields.missing("machines");
        }
        fields.done();
        return new Topology(name, segments, machines, clusters);
    }

    private Topology.Segment segment(YamlNode.Entry entry) {
        return new Topology.Segment(entry.key().raw(), network(entry.value()));
    }

    private String network(YamlNode node) {
        String text = Texts.text(node, "a subnet", values);
        Cidr cidr = Cidr.parse(text);
        if (cidr == null || !cidr.isNetwork()) {
            values.problems().add(node, "\"" + text + "\" is no IPv4 subnet", "e.g. 192.168.10.0/24");
        }
        return text;
    }

    private Topology.Machine machine(YamlNode.Entry entry, List<Topology.Segment> segments) {
        Fields fields = new Fields(entry.value(), "machine " + entry.key().raw(), values);
        List<String> roles = fields.texts("roles");
        List<Topology.Interface> interfaces = fields.entries("interfaces").stream()
                .map(each -> wire(each, segments))
                .toList();
        List<Topology.StaticRoute> routes =
                fields.entries("routes").stream().map(this::route).toList();
        if (interfaces.isEmpty()) {
            fields.missing("interfaces");
            interfaces = List.of(new Topology.Interface("lo", "127.0.0.1/8", Optional.empty()));
        }
        fields.done();
        return new Topology.Machine(new NodeName(entry.key().raw()), roles, interfaces, routes);
    }

    private Topology.Interface wire(YamlNode.Entry entry, List<Topology.Segment> segments) {
        String address = Texts.text(entry.value(), "an address", values);
        Cidr cidr = Cidr.parse(address);
        if (cidr == null) {
            values.problems()
                    .add(
                            entry.value(),
                            "\"" + address + "\" is no IPv4 address with a prefix length",
                            "e.g. 192.168.10.100/24");
            return new Topology.Interface(entry.key().raw(), "0.0.0.0/0", Optional.empty());
        }
        Optional<String> segment = segments.stream()
                .filter(each -> within(cidr, each.subnet()))
                .map(Topology.Segment::name)
                .findFirst();
        return new Topology.Interface(entry.key().raw(), address, segment);
    }

    private static boolean within(Cidr address, String subnet) {
        Cidr network = Cidr.parse(subnet);
        return network != null && network.sameNetwork(address);
    }

    private Topology.StaticRoute route(YamlNode.Entry entry) {
        network(entry.key());
        String via = Texts.text(entry.value(), "a next hop", values);
        if (!Cidr.isAddress(via)) {
            values.problems().add(entry.value(), "\"" + via + "\" is no IPv4 address", "");
        }
        return new Topology.StaticRoute(entry.key().raw(), via);
    }

    private Topology.KubeCluster cluster(YamlNode.Entry entry, List<NodeName> machines) {
        Fields fields = new Fields(entry.value(), "cluster " + entry.key().raw(), values);
        String version = fields.required("version");
        String podCidr = fields.node("podCidr").map(this::network).orElse("");
        String serviceCidr = fields.node("serviceCidr").map(this::network).orElse("");
        List<NodeName> nodes = fields.texts("nodes").stream().map(NodeName::new).toList();
        nodes.stream().filter(each -> !machines.contains(each)).forEach(each -> values.problems()
                .unknown(
                        fields.node("nodes").orElse(entry.value()),
                        "unknown machine \"" + each + "\"",
                        each.value(),
                        machines.stream().map(NodeName::value).toList()));
        List.of("podCidr", "serviceCidr", "nodes").stream()
                .filter(key -> !fields.has(key))
                .forEach(fields::missing);
        String name = entry.key().raw();
        String context = fields.text("context", name);
        boolean taint = fields.flag("controlPlaneTaint");
        fields.done();
        return new Topology.KubeCluster(new ClusterName(name), version, podCidr, serviceCidr, nodes, context, taint);
    }
}
