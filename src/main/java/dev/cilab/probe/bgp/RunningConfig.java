package dev.cilab.probe.bgp;

import java.util.ArrayList;
import java.util.List;

/**
 * FRR's running configuration, taken apart. A block opens with {@code router …}, {@code address-family …}, {@code interface …} and the like,
 * its lines are indented one space deeper, and it closes with {@code exit} or {@code exit-…}.
 */
public final class RunningConfig {

    private final List<FrrConfigLine> lines;

    private RunningConfig(List<FrrConfigLine> lines) {
        this.lines = List.copyOf(lines);
    }

    /** @param router the name to put into {@link FrrConfigLine#on} */
    public static RunningConfig parse(String router, String text) {
        List<FrrConfigLine> lines = new ArrayList<>();
        List<String> open = new ArrayList<>();
        String previous = "";
        int depth = 0;
        boolean body = false;
        for (String raw : text.lines().toList()) {
            String line = raw.strip();
            if (!body) {
                body = line.equals("Current configuration:");
                continue;
            }
            if (line.isEmpty() || line.startsWith("!") || line.equals("end")) {
                continue;
            }
            int indent = raw.length() - raw.stripLeading().length();
            if (indent > depth && !previous.isEmpty()) {
                open.add(previous);
            }
            while (open.size() > indent) {
                open.removeLast();
            }
            depth = indent;
            previous = line;
            if (!line.equals("exit") && !line.startsWith("exit-")) {
                lines.add(new FrrConfigLine(router, String.join(" / ", open), line));
            }
        }
        return new RunningConfig(lines);
    }

    public List<FrrConfigLine> lines() {
        return lines;
    }

    /** The lines inside a block, those of the blocks in it included: FRR moves {@code network …} into an address family by itself. */
    public List<String> within(String block) {
        return lines.stream()
                .filter(l -> block.isEmpty()
                        ? l.block().isEmpty()
                        : l.block().equals(block) || l.block().startsWith(block + " / "))
                .map(FrrConfigLine::line)
                .toList();
    }
}
