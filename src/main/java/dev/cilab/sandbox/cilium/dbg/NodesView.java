package dev.cilab.sandbox.cilium.dbg;

import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.cilium.agent.Agent;
import dev.cilab.sandbox.cilium.mesh.RemoteState;
import dev.cilab.sandbox.cilium.mesh.RemoteStatus;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** {@code cilium-dbg node list}: the nodes of this cluster and of those that it is connected to. */
final class NodesView {

    private final List<Row> rows;

    private record Row(String name, String address, String cidr, String source) {}

    NodesView(Agent agent) {
        List<Row> found = new ArrayList<>();
        String cluster = agent.config().clusterName();
        for (JsonNode node : agent.objects().list(agent.objects().type("cilium.io/v2", "CiliumNode"), "", "")) {
            String name = Json.text(node, "metadata", "name");
            found.add(new Row(
                    cluster + "/" + name,
                    node.at("/spec/addresses/0/ip").asString(""),
                    node.at("/spec/ipam/podCIDRs/0").asString(""),
                    name.equals(agent.member().name()) ? "local" : "custom-resource"));
        }
        agent.mesh()
                .ifPresent(
                        mesh -> mesh.status().stream().map(RemoteStatus::known).forEach(remote -> {
                            remote.nodes().forEach(node -> found.add(row(remote, node)));
                        }));
        found.sort(Comparator.comparing(Row::name));
        rows = List.copyOf(found);
    }

    private static Row row(RemoteState remote, RemoteState.Node node) {
        return new Row(remote.cluster() + "/" + node.name(), node.address(), node.podCidr(), "clustermesh");
    }

    String text() {
        Table table =
                new Table().row("Name", "IPv4 Address", "Endpoint CIDR", "IPv6 Address", "Endpoint CIDR", "Source");
        rows.forEach(row -> table.row(row.name(), row.address(), row.cidr(), "", "", row.source()));
        return table.toString();
    }

    ArrayNode json() {
        ArrayNode array = Json.array();
        for (Row row : rows) {
            array.addObject()
                    .put("name", row.name())
                    .put("source", row.source())
                    .putObject("primary-address")
                    .putObject("ipv4")
                    .put("alloc-range", row.cidr())
                    .put("ip", row.address());
        }
        return array;
    }
}
