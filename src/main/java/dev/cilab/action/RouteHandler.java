package dev.cilab.action;

import dev.cilab.action.Missing.NotDone;
import dev.cilab.action.Missing.Todo;
import dev.cilab.env.Scope;
import dev.cilab.exec.Command;
import dev.cilab.exec.Result;
import dev.cilab.exec.Unreachable;
import dev.cilab.lab.Action;
import dev.cilab.lab.NodeName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code route}: static routes in the main table, compared with {@code ip -j route}, all nodes at the same time. */
final class RouteHandler extends Converging<Action.Route> {

    private static final Command TABLE = Command.of("ip", "-j", "route");

    /** One route of one node that is not as wanted. @param existing its next hop now, empty if there is none */
    private record Wrong(NodeName node, String prefix, Command command, String existing) {}

    @Override
    Missing missing(Action.Route action, Scope scope) throws Unreachable, NotDone {
        Nodes nodes = new Nodes(scope);
        TreeSet<NodeName> touched = new TreeSet<>(action.add().keySet());
        touched.addAll(action.remove().keySet());
        List<Wrong> wrong = Nodes.all(List.copyOf(touched), node -> wrong(action, node, table(nodes, node))).stream()
                .flatMap(List::stream)
                .toList();
        List<Todo> todos = new ArrayList<>();
        for (Wrong each : wrong) {
            String verb = each.command().argv().get(2);
            Map<String, String> before =
                    each.existing().isEmpty() ? Map.of() : Map.of(each.node() + " " + each.prefix(), each.existing());
            todos.add(new Todo(
                    each.node().value(),
                    (verb.equals("del") ? "remove route " : "route ") + each.prefix() + " on " + each.node(),
                    List.of(nodes.paste(each.node(), each.command())),
                    before,
                    () -> nodes.must(each.node(), each.command())));
        }
        int wanted = action.add().values().stream().mapToInt(Map::size).sum()
                + action.remove().values().stream().mapToInt(List::size).sum();
        return new Missing(wanted, todos, true);
    }

    private static JsonNode table(Nodes nodes, NodeName node) throws Unreachable {
        Result result = nodes.run(node, TABLE);
        try {
            return JsonMapper.shared().readTree(result.stdout());
        } catch (JacksonException e) {
            throw new Unreachable(node.value(), "the routes could not be read: " + Nodes.said(result), e);
        }
    }

    private static List<Wrong> wrong(Action.Route action, NodeName node, JsonNode table) {
        List<Wrong> wrong = new ArrayList<>();
        action.add().getOrDefault(node, Map.of()).forEach((prefix, via) -> {
            String existing = nextHop(table, prefix);
            if (!existing.equals(via)) {
                String verb = existing.isEmpty() ? "add" : "replace";
                wrong.add(new Wrong(
                        node,
                        prefix,
                        Command.of("ip", "route", verb, prefix, "via", via).asRoot(),
                        existing));
            }
        });
        for (String prefix : action.remove().getOrDefault(node, List.of())) {
            String existing = nextHop(table, prefix);
            if (!existing.isEmpty()) {
                wrong.add(new Wrong(
                        node, prefix, Command.of("ip", "route", "del", prefix).asRoot(), existing));
            }
        }
        return wrong;
    }

    /** The next hop (or device) of a route; empty if there is no such route. */
    private static String nextHop(JsonNode table, String prefix) {
        String plain = prefix.endsWith("/32") ? prefix.substring(0, prefix.length() - 3) : prefix;
        for (JsonNode route : table) {
            String destination = route.path("dst").asString("");
            if (destination.equals(prefix)
                    || destination.equals(plain)
                    || destination.equals("default") && prefix.equals("0.0.0.0/0")) {
                return route.path("gateway").asString(route.path("dev").asString("several"));
            }
        }
        return "";
    }
}
