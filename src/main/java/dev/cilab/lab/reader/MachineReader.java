package dev.cilab.lab.reader;

import dev.cilab.lab.Action;
import dev.cilab.lab.NodeName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the verbs that change machines: their routes, settings, FRR. */
final class MachineReader {

    private final Problems problems;
    private final Targets targets;

    MachineReader(Problems problems, Targets targets) {
        this.problems = problems;
        this.targets = targets;
    }

    List<Action> read(String verb, Fields fields) {
        return switch (verb) {
            case "frr" -> List.of(frr(fields));
            case "route" -> List.of(route(fields));
            case "sysctl" -> sysctl(fields);
            default -> List.of(exec(fields));
        };
    }

    private Action frr(Fields fields) {
        String method = fields.text("method", "vtysh");
        if (!List.of("vtysh", "file").contains(method)) {
            fields.node("method")
                    .ifPresent(node -> problems.unknown(
                            node, "unknown method \"" + method + "\"", method, List.of("vtysh", "file")));
        }
        return new Action.FrrConfigure(
                one(fields),
                method.equals("file") ? Action.FrrConfigure.Method.FILE : Action.FrrConfigure.Method.VTYSH,
                fields.texts("daemons"),
                fields.text("block", ""),
                fields.texts("lines"));
    }

    private NodeName one(Fields fields) {
        List<NodeName> nodes = targets.nodes(fields);
        if (nodes.size() > 1) {
            fields.node("nodes")
                    .or(() -> fields.node("node"))
                    .ifPresent(node -> problems.add(node, "one node is wanted here", ""));
        }
        return nodes.isEmpty() ? new NodeName("") : nodes.getFirst();
    }

    /** {@code add: PREFIX, via: MACHINE or ADDRESS}, or {@code remove: PREFIX}. */
    private Action route(Fields fields) {
        List<NodeName> nodes = targets.nodes(fields);
        List<String> add = prefixes(fields, "add");
        List<String> remove = prefixes(fields, "remove");
        if (add.isEmpty() && remove.isEmpty() && !fields.has("add") && !fields.has("remove")) {
            fields.missing("add");
        }
        String via = add.isEmpty() ? fields.text("via", "") : fields.required("via");
        Map<NodeName, Map<String, String>> added = new LinkedHashMap<>();
        Map<NodeName, List<String>> removed = new LinkedHashMap<>();
        for (NodeName node : nodes) {
            Map<String, String> routes = new LinkedHashMap<>();
            add.forEach(prefix -> routes.put(prefix, nextHop(fields, via, node)));
            added.put(node, routes);
            removed.put(node, remove);
        }
        return new Action.Route(add.isEmpty() ? Map.of() : added, remove.isEmpty() ? Map.of() : removed);
    }

    private List<String> prefixes(Fields fields, String key) {
        List<String> prefixes = fields.texts(key);
        prefixes.stream().filter(each -> Cidr.parse(each) == null).forEach(each -> fields.node(key)
                .ifPresent(node -> problems.add(node, "\"" + each + "\" is no IPv4 prefix", "e.g. 172.20.0.0/16")));
        return prefixes;
    }

    private String nextHop(Fields fields, String via, NodeName node) {
        if (via.isEmpty() || Cidr.isAddress(via)) {
            return via;
        }
        return targets.addressTowards(new NodeName(via), node).orElseGet(() -> {
            boolean known = targets.machines().contains(via);
            String message = known
                    ? via + " shares no segment with " + node
                    : "\"" + via + "\" is neither an address nor a machine";
            String suggestion = known ? "" : Suggestion.of(via, targets.machines());
            fields.node("via").ifPresent(where -> problems.add(where, message, suggestion));
            return "";
        });
    }

    private List<Action> sysctl(Fields fields) {
        List<NodeName> nodes = targets.nodes(fields);
        Map<String, String> set = fields.textMap("set");
        boolean persist = fields.flag("persist");
        if (set.isEmpty()) {
            fields.missing("set");
        }
        List<Action> actions = new ArrayList<>();
        nodes.forEach(node -> set.forEach((key, value) -> actions.add(new Action.Sysctl(node, key, value, persist))));
        return actions;
    }

    private Action exec(Fields fields) {
        return new Action.Exec(
                targets.nodes(fields), fields.required("run"), fields.text("unless", ""), fields.flag("reads"));
    }
}
