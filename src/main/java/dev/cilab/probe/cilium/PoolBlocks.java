package dev.cilab.probe.cilium;

import dev.cilab.kube.KubeObject;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The IPv4 address ranges that a pool's spec names, counted by its own rules. */
final class PoolBlocks {

    /** Both ends included. @param text as the spec has it */
    private record Range(String text, long first, long last) {}

    private final List<Range> ranges = new ArrayList<>();

    PoolBlocks(KubeObject pool) {
        boolean ends = !pool.at("/spec/allowFirstLastIPs").asString("Yes").equals("No");
        for (JsonNode block : pool.at("/spec/blocks")) {
            Range range = block.hasNonNull("cidr")
                    ? network(block.path("cidr").asString(""), ends)
                    : span(block.path("start").asString(""), block.path("stop").asString(""));
            if (range != null) {
                ranges.add(range);
            }
        }
    }

    List<String> texts() {
        return ranges.stream().map(Range::text).toList();
    }

    long size() {
        return ranges.stream()
                .mapToLong(range -> range.last() - range.first() + 1)
                .sum();
    }

    boolean holds(String address) {
        long number = number(address);
        return number >= 0 && ranges.stream().anyMatch(range -> number >= range.first() && number <= range.last());
    }

    /** A /31 and a /32 keep both their ends. */
    private static Range network(String cidr, boolean ends) {
        String[] parts = cidr.split("/", 2);
        long base = number(parts[0]);
        int length = parts.length == 2 && parts[1].matches("\\d{1,2}") ? Integer.parseInt(parts[1]) : 32;
        if (base < 0 || length > 32) {
            return null;
        }
        long size = 1L << (32 - length);
        long first = base / size * size;
        return ends || length >= 31
                ? new Range(cidr, first, first + size - 1)
                : new Range(cidr, first + 1, first + size - 2);
    }

    private static Range span(String start, String stop) {
        long first = number(start);
        long last = stop.isEmpty() ? first : number(stop);
        return first < 0 || last < first ? null : new Range(start + "-" + (stop.isEmpty() ? start : stop), first, last);
    }

    /** An IPv4 address as an unsigned number; -1 if it is none. */
    private static long number(String address) {
        if (!address.matches("\\d{1,3}(\\.\\d{1,3}){3}")) {
            return -1;
        }
        long number = 0;
        for (String part : address.split("\\.")) {
            number = number << 8 | Integer.parseInt(part);
        }
        return number;
    }
}
