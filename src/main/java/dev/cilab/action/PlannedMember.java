package dev.cilab.action;

import dev.cilab.helm.HelmValues;
import dev.cilab.lab.Topology.KubeCluster;
import dev.cilab.lab.ValuesFile;
import dev.cilab.probe.mesh.Member;
import java.util.List;
import java.util.Map;

/** What a cluster will be in a mesh once its Cilium is installed with these values; what they leave open is the chart's default. */
final class PlannedMember {

    private final Map<String, Object> values;

    private PlannedMember(List<ValuesFile> files) {
        HelmValues merged = HelmValues.NONE;
        for (ValuesFile file : files) {
            merged = merged.with(new HelmValues(file.values()));
        }
        this.values = merged.tree();
    }

    static Member of(KubeCluster cluster, List<ValuesFile> files) {
        return new PlannedMember(files).of(cluster);
    }

    private Member of(KubeCluster cluster) {
        return new Member(
                cluster.name().value(),
                text("default", "cluster", "name"),
                number(0, "cluster", "id"),
                number(255, "clustermesh", "maxConnectedClusters"),
                text("tunnel", "routingMode"),
                List.of(cluster.podCidr()),
                text("", "ipv4NativeRoutingCIDR"),
                !"false".equals(text("true", "enableIPv4Masquerade")),
                notMasqueraded());
    }

    private List<String> notMasqueraded() {
        if (!"true".equals(text("false", "ipMasqAgent", "enabled"))) {
            return List.of();
        }
        List<String> own = find("ipMasqAgent", "config", "nonMasqueradeCIDRs") instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
        return own.isEmpty() ? Member.NOT_MASQUERADED_BY_DEFAULT : own;
    }

    private String text(String otherwise, String... path) {
        Object value = find(path);
        return value == null ? otherwise : String.valueOf(value);
    }

    private int number(int otherwise, String... path) {
        String text = text(String.valueOf(otherwise), path);
        return text.matches("-?\\d{1,9}") ? Integer.parseInt(text) : -1;
    }

    private Object find(String... path) {
        Object value = values;
        for (String name : path) {
            value = value instanceof Map<?, ?> map ? map.get(name) : null;
        }
        return value;
    }
}
