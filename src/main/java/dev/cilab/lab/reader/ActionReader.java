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
            "traffic",
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
    private final MachineReader machines;
    private final LabFiles files;

    ActionReader(Values values, LabFiles files) {
        this.values = values;
        this.problems = values.problems();
        this.targets = new Targets(values.references().topology(), problems);
        this.maintenance = new MaintenanceReader(values.references().topology(), problems, targets);
        this.machines = new MachineReader(problems, targets);
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
            case "helm" -> each(fields, cluster -> new HelmReader(values, files).read(fields, cluster));
            case "capture" -> List.of(new MeasuringReader(values, this::read).capture(fields, targets));
            case "traffic" -> List.of(new MeasuringReader(values, this::read).traffic(fields));
            case "secret-copy", "mesh-preflight", "mesh-enable", "mesh-disable", "mesh-connect", "mesh-disconnect" ->
                List.of(new MeshReader(values, targets, files).read(verb, fields));
            case "drain", "uncordon", "link", "power" -> maintenance.read(verb, fields);
            default -> machines.read(verb, fields);
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
}
