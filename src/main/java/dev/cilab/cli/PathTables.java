package dev.cilab.cli;

import dev.cilab.probe.bgp.Path;
import dev.cilab.term.Table;
import java.util.ArrayList;
import java.util.List;

/** BGP paths in the columns that Cilium's and FRR's own tools use; a node's name stands on its first row only. */
final class PathTables {

    private PathTables() {}

    static Table available(List<Path> paths) {
        return table(paths, List.of("Node", "VRouter", "Prefix", "NextHop", "Age", "Attrs"), false);
    }

    static Table advertised(List<Path> paths) {
        return table(paths, List.of("Node", "VRouter", "Peer", "Prefix", "NextHop", "Age", "Attrs"), true);
    }

    private static Table table(List<Path> paths, List<String> columns, boolean peers) {
        List<List<String>> rows = new ArrayList<>();
        String previous = "";
        for (Path path : paths) {
            List<String> row = new ArrayList<>(
                    List.of(path.node().equals(previous) ? "" : path.node(), String.valueOf(path.asn())));
            if (peers) {
                row.add(path.neighbor());
            }
            row.addAll(List.of(
                    path.prefix(),
                    path.nextHop(),
                    GoDuration.ofSeconds(path.ageSeconds()),
                    "[" + String.join(" ", path.attributes()) + "]"));
            rows.add(row);
            previous = path.node();
        }
        return Table.of(columns, rows);
    }

    /** The router's table: valid paths are marked as vtysh marks them. */
    static Table router(List<Path> paths) {
        List<List<String>> rows = new ArrayList<>();
        String previous = "";
        for (Path path : paths) {
            String marks = "*" + (path.best() ? ">" : path.multipath() ? "=" : " ") + (path.stale() ? "S" : "");
            rows.add(List.of(
                    marks,
                    path.prefix().equals(previous) ? "" : path.prefix(),
                    path.nextHop(),
                    path.asPath(),
                    path.origin(),
                    path.neighbor(),
                    path.node()));
            previous = path.prefix();
        }
        return new Table(List.of("", "Network", "Next Hop", "Path", "Origin"), List.of("From", "Node"), rows);
    }
}
