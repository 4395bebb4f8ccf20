package dev.cilab.lab.reader;

import dev.cilab.lab.Action;
import dev.cilab.lab.ClusterName;
import dev.cilab.lab.LabFiles;
import dev.cilab.lab.ValuesFile;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code secret-copy} and the verbs that begin with {@code mesh-}. */
final class MeshReader {

    private final Values values;
    private final Targets targets;
    private final LabFiles files;

    MeshReader(Values values, Targets targets, LabFiles files) {
        this.values = values;
        this.targets = targets;
        this.files = files;
    }

    Action read(String verb, Fields fields) {
        return switch (verb) {
            case "secret-copy" -> copy(fields);
            case "mesh-preflight" -> preflight(fields);
            case "mesh-enable" ->
                new Action.Mesh.Enable(
                        targets.named(fields, "clusters"),
                        fields.has("nodePort") ? fields.number("nodePort") : 0,
                        fields.flag("kvstoremesh"));
            case "mesh-disable" -> new Action.Mesh.Disable(targets.named(fields, "clusters"));
            case "mesh-connect" -> new Action.Mesh.Connect(several(fields));
            default -> new Action.Mesh.Disconnect(several(fields));
        };
    }

    /** From the first of {@code clusters} to the others. */
    private Action copy(Fields fields) {
        List<ClusterName> clusters = several(fields);
        return new Action.SecretCopy(
                clusters.isEmpty() ? new ClusterName("") : clusters.getFirst(),
                clusters.isEmpty() ? List.of() : clusters.subList(1, clusters.size()),
                fields.text("namespace", "default"),
                fields.required("secret"),
                fields.texts("signed"),
                fields.flag("force"));
    }

    private List<ClusterName> several(Fields fields) {
        List<ClusterName> clusters = targets.named(fields, "clusters");
        fields.node("clusters").ifPresent(node -> {
            if (clusters.size() == 1) {
                values.problems().add(node, "two clusters or more are wanted here", "");
            }
            if (clusters.stream().distinct().count() < clusters.size()) {
                values.problems().add(node, "a cluster is named twice", "");
            }
        });
        return clusters;
    }

    /** Key {@code values}: cluster → files, later ones win. */
    private Action preflight(Fields fields) {
        HelmReader helm = new HelmReader(values, files);
        List<ClusterName> clusters = new ArrayList<>();
        List<List<ValuesFile>> all = new ArrayList<>();
        Fields byCluster = new Fields(
                fields.node("values").orElse(new YamlNode.Mapping(fields.at(), List.of())), "\"values\"", values);
        for (YamlNode.Entry each : fields.entries("values")) {
            clusters.addAll(targets.known(each.key(), List.of(each.key().raw())));
            List<ValuesFile> read = new ArrayList<>();
            for (String path : byCluster.texts(each.key().raw())) {
                helm.file(each.value(), path).ifPresent(read::add);
            }
            all.add(read);
        }
        if (clusters.isEmpty()) {
            fields.missing("values");
        }
        return new Action.Mesh.Preflight(clusters, all);
    }
}
