package dev.cilab.sandbox.cilium.operator;

import dev.cilab.sandbox.cilium.Cidr;
import dev.cilab.sandbox.cilium.Selector;
import dev.cilab.sandbox.cilium.lb.LbService;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A CiliumLoadBalancerIPPool as address ranges. */
record IpPool(ObjectNode object, List<Range> ranges) {

    /** Both ends included, as unsigned 32-bit numbers. */
    record Range(long first, long last) {

        boolean contains(long address) {
            return address >= first && address <= last;
        }

        boolean overlaps(Range other) {
            return first <= other.last && other.first <= last;
        }
    }

    static IpPool of(ObjectNode object) {
        List<Range> ranges = new ArrayList<>();
        boolean ends =
                !object.path("spec").path("allowFirstLastIPs").asString("Yes").equals("No");
        for (JsonNode block : object.path("spec").path("blocks")) {
            range(block, ends).ifPresent(ranges::add);
        }
        return new IpPool(object, ranges);
    }

    /** Blocks that are not IPv4 hold nothing that the sandbox could give out. */
    private static Optional<Range> range(JsonNode block, boolean ends) {
        if (block.hasNonNull("cidr")) {
            String text = block.path("cidr").asString();
            if (text.contains(":")) {
                return Optional.empty();
            }
            Cidr cidr = Cidr.of(text);
            boolean all = ends || cidr.length() >= 31;
            return Optional.of(all ? new Range(cidr.base(), cidr.last()) : new Range(cidr.base() + 1, cidr.last() - 1));
        }
        String start = block.path("start").asString("");
        if (!Cidr.isAddress(start)) {
            return Optional.empty();
        }
        String stop = block.path("stop").asString(start);
        return Optional.of(new Range(Cidr.address(start), Cidr.address(stop.isEmpty() ? start : stop)));
    }

    String name() {
        return object.path("metadata").path("name").asString();
    }

    String created() {
        return object.path("metadata").path("creationTimestamp").asString("");
    }

    boolean disabled() {
        return object.path("spec").path("disabled").asBoolean(false);
    }

    long size() {
        return ranges.stream()
                .mapToLong(range -> range.last() - range.first() + 1)
                .sum();
    }

    boolean contains(String address) {
        return Cidr.isAddress(address) && ranges.stream().anyMatch(range -> range.contains(Cidr.address(address)));
    }

    boolean overlaps(IpPool other) {
        return ranges.stream().anyMatch(range -> other.ranges.stream().anyMatch(range::overlaps));
    }

    boolean serves(LbService service) {
        JsonNode selector = object.path("spec").path("serviceSelector");
        Map<String, String> labels = new HashMap<>(service.labels());
        labels.put("io.kubernetes.service.name", service.name());
        labels.put("io.kubernetes.service.namespace", service.namespace());
        return Selector.matches(selector, labels);
    }

    Optional<String> firstFree(Set<String> used) {
        for (Range range : ranges) {
            for (long address = range.first(); address <= range.last(); address++) {
                if (!used.contains(Cidr.text(address))) {
                    return Optional.of(Cidr.text(address));
                }
            }
        }
        return Optional.empty();
    }
}
