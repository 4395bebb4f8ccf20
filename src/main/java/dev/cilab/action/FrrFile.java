package dev.cilab.action;

import java.util.ArrayList;
import java.util.List;

/**
 * frr.conf as FRR reads it: a line belongs to the block that was opened last, until {@code exit}, {@code end} or the next opener. Indentation
 * and {@code !} mean nothing. So lines appended to a file that {@code write memory} wrote, which ends in {@code exit}, stand outside every
 * block, and FRR ignores them.
 */
final class FrrFile {

    private static final List<String> OPENERS = List.of(
            "router ",
            "interface ",
            "vrf ",
            "route-map ",
            "key chain ",
            "line ",
            "bfd",
            "segment-routing",
            "nexthop-group ",
            "pw ",
            "rpki");

    private final List<String> lines;

    private FrrFile(List<String> lines) {
        this.lines = lines;
    }

    static FrrFile parse(String text) {
        return new FrrFile(new ArrayList<>(text.lines().toList()));
    }

    /** Whitespace does not count. */
    static String normal(String line) {
        return line.strip().replaceAll("\\s+", " ");
    }

    /** The lines of a block, address families included; outside every block (empty) those that open one as well. */
    List<String> within(String block) {
        List<String> found = new ArrayList<>();
        walk((at, in, line) -> {
            boolean opens = in.equals(line);
            if (block.isEmpty() ? in.isEmpty() || opens : in.equals(block) && !opens) {
                found.add(line);
            }
        });
        return found;
    }

    /** Takes lines out of a block; taken out from outside every block, a line that opens one goes with all that is in it. */
    void remove(String block, List<String> unwanted) {
        List<Integer> at = new ArrayList<>();
        walk((i, in, line) -> {
            boolean whole = block.isEmpty() && unwanted.contains(in);
            if (whole || in.equals(block) && unwanted.contains(line)) {
                at.add(i);
            }
        });
        at.reversed().forEach(i -> lines.remove(i.intValue()));
    }

    /** Puts lines at the end of a block, which is made if there is none. Outside every block they go to the end of the file. */
    void add(String block, List<String> wanted) {
        if (wanted.isEmpty()) {
            return;
        }
        int last = block.isEmpty() ? -1 : lastLineOf(block);
        List<String> indented = wanted.stream()
                .map(line -> block.isEmpty() ? line : "  " + line)
                .toList();
        if (last >= 0) {
            lines.addAll(last + 1, indented);
            return;
        }
        while (!lines.isEmpty()
                && (lines.getLast().isBlank() || normal(lines.getLast()).equals("end"))) {
            lines.removeLast();
        }
        lines.add("!");
        if (!block.isEmpty()) {
            lines.add(block);
        }
        lines.addAll(indented);
        if (!block.isEmpty()) {
            lines.add("exit");
        }
        lines.add("!");
    }

    /** The last line of the block's own body: before its address families, where lines of the block itself would be misread. */
    private int lastLineOf(String block) {
        int[] last = {-1};
        boolean[] family = {false};
        walk((i, in, line) -> {
            if (in.equals(block)) {
                family[0] |= line.startsWith("address-family ");
                if (!family[0] && !line.startsWith("exit")) {
                    last[0] = i;
                }
            }
        });
        return last[0];
    }

    private interface Visitor {
        void line(int at, String block, String line);
    }

    private void walk(Visitor visitor) {
        String block = "";
        for (int i = 0; i < lines.size(); i++) {
            String line = normal(lines.get(i));
            if (line.isEmpty() || line.startsWith("!") || line.startsWith("#")) {
                continue;
            }
            if (OPENERS.stream().anyMatch(line::startsWith)) {
                block = line;
            }
            visitor.line(i, block, line);
            if (line.equals("exit") || line.equals("end")) {
                block = "";
            }
        }
    }

    String text() {
        return String.join("\n", lines) + "\n";
    }
}
