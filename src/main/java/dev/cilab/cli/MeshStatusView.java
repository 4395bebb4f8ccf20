package dev.cilab.cli;

import dev.cilab.probe.mesh.Connection;
import dev.cilab.probe.mesh.Mesh;
import dev.cilab.probe.mesh.MeshSide;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A mesh in the words of {@code cilium clustermesh status}, one cluster after the other. */
final class MeshStatusView {

    private MeshStatusView() {}

    static String text(Mesh mesh) {
        return mesh.sides().stream()
                .map(side -> String.join("\n", lines(side, mesh.of(side))) + "\n")
                .collect(Collectors.joining("\n"));
    }

    private static List<String> lines(MeshSide side, List<Connection> connections) {
        List<String> lines = new ArrayList<>();
        lines.add("Cluster " + side.cluster());
        if (side.serviceType().isEmpty()) {
            lines.add("❌ Service \"clustermesh-apiserver\" not found: ClusterMesh is not enabled in this cluster");
        } else {
            lines.add("✅ Service \"clustermesh-apiserver\" of type \"" + side.serviceType() + "\" found");
            lines.add(
                    (side.access().isEmpty() ? "❌ No cluster access information is" : "✅ Cluster access information is")
                            + " available" + (side.access().isEmpty() ? "" : ":"));
            side.access().forEach(each -> lines.add("  - " + each));
            lines.add(
                    side.apiserverReady()
                            ? "✅ Deployment clustermesh-apiserver is ready"
                            : "❌ Deployment clustermesh-apiserver is not ready");
            lines.add("ℹ️  KVStoreMesh is " + (side.kvstoremesh() ? "enabled" : "disabled"));
        }
        lines.add("");
        connected(side, connections, lines);
        return lines;
    }

    private static void connected(MeshSide side, List<Connection> connections, List<String> lines) {
        if (side.expected().isEmpty()) {
            lines.add("🔌 No cluster connected");
            return;
        }
        List<Long> ready = side.agents().stream()
                .map(node -> connections.stream()
                        .filter(each ->
                                each.node().equals(node) && each.reason().isEmpty())
                        .count())
                .toList();
        long lacking =
                ready.stream().filter(count -> count < side.expected().size()).count();
        String counted = "[" + statistics(ready) + "]";
        lines.add(
                lacking == 0
                        ? "✅ All " + ready.size() + " nodes are connected to all clusters " + counted
                        : "⚠️  " + lacking + "/" + ready.size() + " nodes are not connected to all clusters "
                                + counted);
        lines.add("");
        lines.add("🔌 Cluster Connections:");
        for (String remote : side.expected()) {
            long configured = count(connections, remote, false);
            long connected = count(connections, remote, true);
            lines.add("  - " + remote + ": " + configured + "/" + ready.size() + " configured, " + connected + "/"
                    + ready.size() + " connected");
        }
        if (!side.globalServices().isEmpty()) {
            lines.add("");
            String services = statistics(
                    side.globalServices().stream().map(Integer::longValue).toList());
            lines.add("🔀 Global services: [ " + services + " ]");
        }
        if (!side.unconnected().isEmpty()) {
            lines.add("");
            lines.add("❌ " + side.unconnected().size() + (side.unconnected().size() == 1 ? " Error:" : " Errors:"));
            side.unconnected().forEach(each -> lines.add("❌ " + each));
        }
    }

    private static long count(List<Connection> connections, String remote, boolean ready) {
        return connections.stream()
                .filter(each ->
                        each.remote().equals(remote) && (!ready || each.reason().isEmpty()))
                .count();
    }

    private static String statistics(List<Long> counts) {
        long min = counts.stream().mapToLong(Long::longValue).min().orElse(0);
        long max = counts.stream().mapToLong(Long::longValue).max().orElse(0);
        double average = counts.stream().mapToLong(Long::longValue).average().orElse(0);
        return String.format(Locale.ROOT, "min:%d / avg:%.1f / max:%d", min, average, max);
    }
}
