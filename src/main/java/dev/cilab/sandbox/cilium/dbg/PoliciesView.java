package dev.cilab.sandbox.cilium.dbg;

import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.cilium.Cidr;
import dev.cilab.sandbox.cilium.Dialect;
import dev.cilab.sandbox.cilium.bgp.Instance;
import dev.cilab.sandbox.cilium.bgp.RoutePolicy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code cilium-dbg bgp route-policies}. */
final class PoliciesView {

    private final Dialect dialect;

    PoliciesView(Dialect dialect) {
        this.dialect = dialect;
    }

    String text(List<Instance> instances) {
        Table table = new Table()
                .row(
                        "VRouter",
                        "Policy Name",
                        "Type",
                        "Match Peers",
                        "Match Families",
                        "Match Prefixes (Min..Max Len)",
                        "RIB Action",
                        "Path Actions");
        for (Instance instance : instances.stream()
                .sorted(Comparator.comparing(Instance::localAsn))
                .toList()) {
            for (RoutePolicy policy : policies(instance)) {
                Object[] lead = {instance.localAsn(), policy.name(), type(policy)};
                for (RoutePolicy.Statement statement : policy.statements()) {
                    table.row(
                            lead[0],
                            lead[1],
                            lead[2],
                            several(statement.neighbors().stream()
                                    .map(this::neighbor)
                                    .toList()),
                            "",
                            several(statement.prefixes().stream()
                                    .map(PoliciesView::lengths)
                                    .toList()),
                            "accept",
                            several(actions(statement)));
                    lead = new Object[] {"", "", ""};
                }
            }
        }
        return table.toString();
    }

    ArrayNode json(List<Instance> instances) {
        ArrayNode array = Json.object().arrayNode();
        for (Instance instance : instances) {
            for (RoutePolicy policy : policies(instance)) {
                ObjectNode object = array.addObject().put("name", policy.name()).put("router-asn", instance.localAsn());
                ArrayNode statements = object.putArray("statements");
                policy.statements().forEach(statement -> statements.add(statement(statement)));
                object.put("type", type(policy));
            }
        }
        return array;
    }

    private ObjectNode statement(RoutePolicy.Statement statement) {
        ObjectNode object = Json.object();
        strings(object, "add-communities", statement.communities());
        strings(object, "add-large-communities", statement.largeCommunities());
        object.putNull("match-families");
        if (dialect == Dialect.V1_19) {
            objects(object, statement);
        } else {
            lists(object, statement);
        }
        return object.put("route-action", "accept")
                .put("set-local-preference", statement.localPreference().orElse(-1));
    }

    private void lists(ObjectNode object, RoutePolicy.Statement statement) {
        strings(
                object,
                "match-neighbors",
                statement.neighbors().stream().map(this::neighbor).toList());
        if (statement.prefixes().isEmpty()) {
            object.putNull("match-prefixes");
        } else {
            prefixes(object.putArray("match-prefixes"), statement.prefixes());
        }
    }

    private void objects(ObjectNode object, RoutePolicy.Statement statement) {
        if (!statement.neighbors().isEmpty()) {
            ObjectNode match = object.putObject("match-neighbors");
            strings(match, "neighbors", statement.neighbors());
            match.put("type", "any");
        }
        if (!statement.prefixes().isEmpty()) {
            ObjectNode match = object.putObject("match-prefixes");
            prefixes(match.putArray("prefixes"), statement.prefixes());
            match.put("type", "any");
        }
    }

    private static void prefixes(ArrayNode array, List<Cidr> prefixes) {
        prefixes.forEach(prefix -> array.addObject()
                .put("cidr", prefix.toString())
                .put("prefix-len-max", prefix.length())
                .put("prefix-len-min", prefix.length()));
    }

    private static void strings(ObjectNode object, String field, List<String> values) {
        if (values.isEmpty()) {
            object.putNull(field);
        } else {
            ArrayNode array = object.putArray(field);
            values.forEach(array::add);
        }
    }

    private static List<RoutePolicy> policies(Instance instance) {
        List<RoutePolicy> policies = new ArrayList<>(instance.policies());
        policies.add(RoutePolicy.ALLOW_LOCAL);
        policies.sort(Comparator.comparing(RoutePolicy::name));
        return policies;
    }

    /** Up to 1.18 a peer is written as a network. */
    private String neighbor(String address) {
        return dialect == Dialect.V1_19 ? address : address + "/32";
    }

    private static String type(RoutePolicy policy) {
        return policy.type().name().toLowerCase(Locale.ROOT);
    }

    private static String lengths(Cidr prefix) {
        return prefix + " (" + prefix.length() + ".." + prefix.length() + ")";
    }

    private static List<String> actions(RoutePolicy.Statement statement) {
        List<String> actions = new ArrayList<>();
        if (!statement.communities().isEmpty()) {
            actions.add("AddCommunities: " + statement.communities());
        }
        if (!statement.largeCommunities().isEmpty()) {
            actions.add("AddLargeCommunities: " + statement.largeCommunities());
        }
        statement.localPreference().ifPresent(preference -> actions.add("SetLocalPreference: " + preference));
        return actions;
    }

    private static String several(List<String> items) {
        return items.size() == 1
                ? items.getFirst()
                : items.stream().map(item -> "{" + item + "}").collect(Collectors.joining(" "));
    }
}
