package dev.cilab.lab;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Actions in a few words, in the terms of the tools that a learner knows. */
final class ActionSummary {

    private ActionSummary() {}

    static String of(Action action) {
        return switch (action) {
            case Action.Apply apply -> "apply " + files(apply.manifests());
            case Action.Delete delete -> "delete " + files(delete.manifests());
            case Action.Label label -> "label " + join(label.nodes()) + " " + labels(label.set(), label.unset());
            case Action.Annotate annotate ->
                "annotate " + annotate.kind() + "/" + annotate.name() + " " + labels(annotate.set(), annotate.unset());
            case Action.Patch patch -> "patch " + patch.kind() + "/" + patch.name();
            case Action.Scale scale -> "scale " + scale.kind() + "/" + scale.name() + " to " + scale.replicas();
            case Action.Restart restart ->
                "restart " + restart.kind() + "/" + restart.name() + (restart.onlyUnready() ? " if not ready" : "");
            case Action.FrrConfigure frr ->
                "configure FRR on " + frr.node() + (frr.block().isEmpty() ? "" : ": " + frr.block());
            case Action.Route route -> route(route);
            case Action.SecretCopy copy ->
                "copy secret/" + copy.secret() + " from " + copy.from() + " to " + names(copy.to());
            case Action.Mesh mesh -> mesh(mesh);
            case Action.Sysctl sysctl -> "set " + sysctl.key() + "=" + sysctl.value() + " on " + sysctl.node();
            case Action.Helm helm -> helm(helm);
            case Action.Capture capture ->
                "capture " + (capture.filter().isEmpty() ? "packets" : capture.filter()) + " on "
                        + join(capture.nodes())
                        + capture.during().stream()
                                .map(ActionSummary::of)
                                .collect(Collectors.joining(
                                        ", ", capture.during().isEmpty() ? "" : " while: ", ""));
            case Action.Traffic traffic ->
                "send requests from " + String.join(", ", traffic.call().on())
                        + traffic.during().stream()
                                .map(ActionSummary::of)
                                .collect(Collectors.joining(", ", " while: ", ""));
            case Action.Exec exec ->
                "run " + exec.run().strip().lines().findFirst().orElse("") + " on " + join(exec.nodes());
            case Action.Drain drain -> "drain " + drain.node();
            case Action.Uncordon uncordon -> "uncordon " + uncordon.node();
            case Action.Link link ->
                "set link " + link.device() + " of " + link.node() + " " + (link.up() ? "up" : "down");
            case Action.Power power -> "power " + (power.on() ? "on " : "off ") + power.node();
            case Action.Until until -> of(until.action());
        };
    }

    /** In one word per value that is set: a values file may hold a hundred. */
    private static String helm(Action.Helm helm) {
        String set = helm.set().keySet().stream().sorted().collect(Collectors.joining(", "));
        String files = helm.files().stream().map(ValuesFile::path).collect(Collectors.joining(", "));
        String what = (files + (files.isEmpty() || set.isEmpty() ? "" : ", ") + set);
        String where = helm.cluster().map(cluster -> " on " + cluster).orElse("");
        return "Helm release " + helm.release() + where + (what.isEmpty() ? "" : ": " + what);
    }

    private static String route(Action.Route route) {
        String added = route.add().values().stream()
                .flatMap(each -> each.keySet().stream())
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        String removed = route.remove().values().stream()
                .flatMap(List::stream)
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        String add = added.isEmpty()
                ? ""
                : "route " + added + " on " + join(route.add().keySet());
        String remove = removed.isEmpty()
                ? ""
                : "remove route " + removed + " on " + join(route.remove().keySet());
        return add.isEmpty() || remove.isEmpty() ? add + remove : add + ", " + remove;
    }

    private static String files(List<Manifest> manifests) {
        return manifests.stream()
                .map(Manifest::path)
                .map(path -> path.substring(path.lastIndexOf('/') + 1))
                .collect(Collectors.joining(", "));
    }

    /** As kubectl takes them: {@code a=b} sets, {@code a-} takes away. */
    private static String labels(Map<String, String> set, List<String> unset) {
        String added = set.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(each -> each.getKey() + "=" + each.getValue())
                .collect(Collectors.joining(" "));
        String removed = unset.stream().map(each -> each + "-").collect(Collectors.joining(" "));
        return (added + " " + removed).strip();
    }

    private static String mesh(Action.Mesh mesh) {
        String names = names(mesh.clusters());
        return switch (mesh) {
            case Action.Mesh.Preflight preflight -> "look whether " + names + " may be in one mesh";
            case Action.Mesh.Enable enable -> "enable ClusterMesh in " + names;
            case Action.Mesh.Disable disable -> "disable ClusterMesh in " + names;
            case Action.Mesh.Connect connect -> "connect " + names;
            case Action.Mesh.Disconnect disconnect -> "disconnect " + names;
        };
    }

    private static String names(List<ClusterName> clusters) {
        return clusters.stream().map(ClusterName::value).collect(Collectors.joining(", "));
    }

    private static String join(Collection<NodeName> nodes) {
        return nodes.stream().map(NodeName::value).sorted().collect(Collectors.joining(", "));
    }
}
