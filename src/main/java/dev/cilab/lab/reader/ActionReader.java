package dev.cilab.lab.reader;

import dev.cilab.lab.Action;
import dev.cilab.lab.ClusterName;
import dev.cilab.lab.LabFiles;
import dev.cilab.lab.Manifest;
import dev.cilab.lab.NodeName;
import dev.cilab.lab.Position;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads the items of {@code do:} and {@code undo:}: one verb each. */
final class ActionReader {

    private static final List<String> VERBS = List.of(
            "apply",
            "delete",
            "label",
            "annotate",
            "patch",
            "scale",
            "restart",
            "drain",
            "uncordon",
            "frr",
            "route",
            "sysctl",
            "link",
            "power",
            "helm",
            "capture",
            "secret-copy",
            "mesh-preflight",
            "mesh-enable",
            "mesh-disable",
            "mesh-connect",
            "mesh-disconnect",
            "exec");

    private static final String UNTIL = "until";

    private final Values values;
    private final Problems problems;
    private final Targets targets;
    private final MaintenanceReader maintenance;
    private final LabFiles files;

    ActionReader(Values values, LabFiles files) {
        this.values = values;
        this.problems = values.problems();
        this.targets = new Targets(values.references().topology(), problems);
        this.maintenance = new MaintenanceReader(values.references().topology(), problems, targets);
        this.files = files;
    }

    List<Action> read(List<YamlNode> items) {
        List<Action> actions = new ArrayList<>();
        items.forEach(item -> actions.addAll(item(item)));
        return actions;
    }

    private List<Action> item(YamlNode item) {
        List<YamlNode.Entry> verbs = verbs(item);
        if (verbs.size() != 1) {
            problems.add(
                    item, "an item of \"do\" is one verb with its arguments", "e.g. - apply: manifests/webpod.yaml");
            return List.of();
        }
        List<Action> actions = verb(verbs.getFirst());
        return until(item)
                .map(step -> actions.stream()
                        .<Action>map(action -> new Action.Until(action, step))
                        .toList())
                .orElse(actions);
    }

    private static List<YamlNode.Entry> verbs(YamlNode item) {
        return item instanceof YamlNode.Mapping map
                ? map.entries().stream()
                        .filter(each -> !each.key().raw().equals(UNTIL))
                        .toList()
                : List.of();
    }

    /** The step that an item of {@code do} stands until. */
    static Optional<YamlNode.Scalar> untilOf(YamlNode item) {
        return item instanceof YamlNode.Mapping map
                ? map.entries().stream()
                        .filter(each -> each.key().raw().equals(UNTIL) && each.value() instanceof YamlNode.Scalar)
                        .map(each -> (YamlNode.Scalar) each.value())
                        .findFirst()
                : Optional.empty();
    }

    private static Optional<String> until(YamlNode item) {
        return untilOf(item).map(YamlNode.Scalar::raw);
    }

    private List<Action> verb(YamlNode.Entry entry) {
        String verb = entry.key().raw();
        if (!VERBS.contains(verb)) {
            problems.unknown(entry.key(), "unknown verb \"" + verb + "\"", verb, VERBS);
            return List.of();
        }
        if (verb.equals("apply") || verb.equals("delete")) {
            return manifests(verb, entry.value());
        }
        Fields fields = new Fields(entry.value(), "\"" + verb + "\"", values);
        List<Action> actions = action(verb, fields);
        fields.done();
        return actions;
    }

    private List<Action> action(String verb, Fields fields) {
        return switch (verb) {
            case "label" -> label(fields);
            case "annotate" -> annotate(fields);
            case "patch" -> patch(fields);
            case "scale" -> scale(fields);
            case "restart" -> restart(fields);
            case "frr" -> List.of(frr(fields));
            case "route" -> List.of(route(fields));
            case "sysctl" -> sysctl(fields);
            case "helm" -> each(fields, cluster -> new HelmReader(values, files).read(fields, cluster));
            case "capture" -> List.of(new CaptureReader(values, targets, this::read).read(fields));
            case "secret-copy", "mesh-preflight", "mesh-enable", "mesh-disable", "mesh-connect", "mesh-disconnect" ->
                List.of(new MeshReader(values, targets, files).read(verb, fields));
            case "drain", "uncordon", "link", "power" -> maintenance.read(verb, fields);
            default -> List.of(exec(fields));
        };
    }

    /** Short form: a path or list of paths. Long form: {@code manifests} and {@code cluster}. */
    private List<Action> manifests(String verb, YamlNode node) {
        if (node instanceof YamlNode.Mapping) {
            Fields fields = new Fields(node, "\"" + verb + "\"", values);
            List<Manifest> manifests = load(fields.node("manifests").orElse(node), fields.texts("manifests"));
            List<Action> actions = each(fields, cluster -> manifests(verb, cluster, manifests));
            fields.done();
            return actions;
        }
        List<Manifest> manifests = load(node, Texts.list(node, "\"" + verb + "\"", values));
        return List.of(manifests(verb, Optional.empty(), manifests));
    }

    private static Action manifests(String verb, Optional<ClusterName> cluster, List<Manifest> manifests) {
        return verb.equals("apply") ? new Action.Apply(cluster, manifests) : new Action.Delete(cluster, manifests);
    }

    /** The same in each cluster that {@code cluster} names. */
    private List<Action> each(Fields fields, Function<Optional<ClusterName>, Action> action) {
        return targets.clusters(fields).stream().map(action).toList();
    }

    private List<Manifest> load(YamlNode where, List<String> paths) {
        if (paths.isEmpty()) {
            problems.add(where, "no manifest is named", "e.g. manifests/webpod.yaml");
        }
        List<Manifest> manifests = new ArrayList<>();
        for (String path : paths) {
            Optional<String> text = files.read(path);
            if (text.isPresent()) {
                manifests.add(new Manifest(path, resolved(path, text.get())));
            } else if (!path.isEmpty()) {
                problems.add(where, "there is no file " + files.display(path), "");
            }
        }
        return manifests;
    }

    private String resolved(String path, String text) {
        problems.source(files.display(path), text);
        return values.replace(new YamlNode.Scalar(new Position(files.display(path), 1, 1), text, text));
    }

    private List<Action> label(Fields fields) {
        List<NodeName> nodes = targets.nodes(fields);
        Map<String, String> set = fields.textMap("set");
        List<String> unset = fields.texts("unset");
        needsOne(fields, set, unset);
        return each(fields, cluster -> new Action.Label(cluster, nodes, set, unset));
    }

    private List<Action> annotate(Fields fields) {
        Targets.Target target = targets.target(fields);
        Map<String, String> set = fields.textMap("set");
        List<String> unset = fields.texts("unset");
        needsOne(fields, set, unset);
        return each(
                fields,
                cluster -> new Action.Annotate(cluster, target.kind(), target.namespace(), target.name(), set, unset));
    }

    private static void needsOne(Fields fields, Map<String, String> set, List<String> unset) {
        if (set.isEmpty() && unset.isEmpty()) {
            fields.missing("set");
        }
    }

    private List<Action> patch(Fields fields) {
        Targets.Target target = targets.target(fields);
        Map<String, Object> patch = new LinkedHashMap<>();
        fields.entries("merge").forEach(each -> patch.put(each.key().raw(), values.plain(each.value())));
        if (patch.isEmpty()) {
            fields.missing("merge");
        }
        return each(
                fields, cluster -> new Action.Patch(cluster, target.kind(), target.namespace(), target.name(), patch));
    }

    private List<Action> scale(Fields fields) {
        Targets.Target target = targets.target(fields);
        int replicas = fields.number("replicas");
        return each(
                fields,
                cluster -> new Action.Scale(cluster, target.kind(), target.namespace(), target.name(), replicas));
    }

    private List<Action> restart(Fields fields) {
        Targets.Target target = targets.target(fields);
        boolean onlyUnready = fields.flag("onlyUnready");
        return each(
                fields,
                cluster -> new Action.Restart(cluster, target.kind(), target.namespace(), target.name(), onlyUnready));
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
