package dev.cilab.lab.reader;

import dev.cilab.lab.Action;
import dev.cilab.lab.ClusterName;
import dev.cilab.lab.LabFiles;
import dev.cilab.lab.ValuesFile;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads {@code helm}. Values keep the types that YAML gives them, so that {@code "1"} stays a text and {@code 1} a number. */
final class HelmReader {

    private final Values values;
    private final Problems problems;
    private final LabFiles files;

    HelmReader(Values values, LabFiles files) {
        this.values = values;
        this.problems = values.problems();
        this.files = files;
    }

    Action read(Fields fields, Optional<ClusterName> cluster) {
        return new Action.Helm(
                cluster,
                fields.required("release"),
                fields.text("namespace", "default"),
                fields.required("chart"),
                fields.required("version"),
                fields.texts("values").stream()
                        .flatMap(path -> file(fields.node("values").orElseThrow(), path).stream())
                        .toList(),
                set(fields),
                fields.flag("reuse"),
                fields.texts("restart").stream()
                        .flatMap(text -> workload(fields, text).stream())
                        .toList());
    }

    /** @param where it is named */
    Optional<ValuesFile> file(YamlNode where, String path) {
        Optional<String> text = files.read(path);
        if (text.isEmpty()) {
            problems.add(where, "there is no file " + files.display(path), "");
            return Optional.empty();
        }
        return YamlParser.parse(files.display(path), text.get(), problems).flatMap(root -> {
            if (root instanceof YamlNode.Mapping) {
                return Optional.of(new ValuesFile(path, map(root)));
            }
            problems.add(root, "Helm values must be a map, not " + root.kind(), "");
            return Optional.empty();
        });
    }

    private Map<String, Object> map(YamlNode root) {
        Map<String, Object> map = new LinkedHashMap<>();
        if (values.plain(root) instanceof Map<?, ?> plain) {
            plain.forEach((key, value) -> map.put(String.valueOf(key), value));
        }
        return map;
    }

    private Map<String, Object> set(Fields fields) {
        Map<String, Object> set = new LinkedHashMap<>();
        fields.entries("set").forEach(each -> set.put(values.text(each.key()), values.plain(each.value())));
        return set;
    }

    private Optional<Action.Helm.Workload> workload(Fields fields, String text) {
        int slash = text.indexOf('/');
        if (slash <= 0 || slash == text.length() - 1) {
            fields.node("restart")
                    .ifPresent(node ->
                            problems.add(node, "\"" + text + "\" is no workload", "KIND/NAME, e.g. daemonset/cilium"));
            return Optional.empty();
        }
        return Optional.of(new Action.Helm.Workload(text.substring(0, slash), text.substring(slash + 1)));
    }
}
