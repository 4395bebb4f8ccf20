package dev.cilab.action;

import dev.cilab.action.Missing.NotDone;
import dev.cilab.action.Missing.Todo;
import dev.cilab.env.Scope;
import dev.cilab.exec.Command;
import dev.cilab.exec.Unreachable;
import dev.cilab.lab.Action;
import dev.cilab.lab.NodeName;
import dev.cilab.lab.Topology.Machine;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code link}: an interface up or down. The kernel drops the routes through an interface that is taken down; those that the topology gives
 * the machine are added again when it comes up, routes of the lab are the lab's to add.
 */
final class LinkHandler extends Converging<Action.Link> {

    @Override
    Missing missing(Action.Link action, Scope scope) throws Unreachable, NotDone {
        Nodes nodes = new Nodes(scope);
        NodeName node = action.node();
        List<Todo> todos = new ArrayList<>();
        String state = nodes.must(node, Command.of("ip", "-o", "link", "show", "dev", action.device()));
        boolean up = state.replaceAll("(?s).*<(.*?)>.*", ",$1,").contains(",UP,");
        if (up != action.up()) {
            todos.add(todo(nodes, node, "link set dev " + action.device() + (action.up() ? " up" : " down")));
        }
        if (action.up()) {
            String present = up ? nodes.must(node, Command.of("ip", "route", "show")) : "";
            for (String route : routes(action, scope, present)) {
                todos.add(todo(nodes, node, "route replace " + route));
            }
        }
        return new Missing(1, todos, false);
    }

    private static List<String> routes(Action.Link action, Scope scope, String present) throws Unreachable {
        Machine machine = scope.topology()
                .machine(action.node())
                .orElseThrow(() -> new Unreachable(action.node().value(), "there is no such machine"));
        return machine.routes().stream()
                .map(route -> route.to() + " via " + route.via())
                .filter(route -> present.lines().noneMatch(line -> line.startsWith(route + " ")))
                .map(route -> route + " proto static")
                .toList();
    }

    private static Todo todo(Nodes nodes, NodeName node, String ip) throws Unreachable {
        List<String> argv = new ArrayList<>(List.of("ip"));
        argv.addAll(List.of(ip.split(" ")));
        Command command = Command.of(argv).asRoot();
        return new Todo(
                node.value(),
                "ip " + ip + " on " + node,
                List.of(nodes.paste(node, command)),
                () -> nodes.must(node, command));
    }
}
