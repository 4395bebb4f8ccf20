package dev.cilab.sandbox.cilium.dbg;

import dev.cilab.sandbox.cilium.bgp.PathAttribute;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Path attributes as GoBGP prints them. */
final class AttributeText {

    private static final Map<Long, String> WELL_KNOWN = Map.of(
            0xffff0000L, "planned-shut",
            0xffff0001L, "accept-own",
            0xffff029aL, "blackhole",
            0xffffff01L, "no-export",
            0xffffff02L, "no-advertise",
            0xffffff03L, "no-export-subconfed",
            0xffffff04L, "no-peer");

    private AttributeText() {}

    /** {@code [{Origin: i} {Nexthop: 0.0.0.0}]}. */
    static String of(List<PathAttribute> attributes) {
        return attributes.stream().map(AttributeText::of).collect(Collectors.joining(" ", "[", "]"));
    }

    static String nextHop(List<PathAttribute> attributes) {
        return attributes.stream()
                .filter(PathAttribute.NextHop.class::isInstance)
                .map(attribute -> ((PathAttribute.NextHop) attribute).address())
                .findFirst()
                .orElse("0.0.0.0");
    }

    private static String of(PathAttribute attribute) {
        return switch (attribute) {
            case PathAttribute.Origin origin ->
                "{Origin: "
                        + switch (origin.value()) {
                            case 0 -> "i";
                            case 1 -> "e";
                            default -> "?";
                        }
                        + "}";
            case PathAttribute.AsPath path ->
                "{AsPath: " + path.asns().stream().map(String::valueOf).collect(Collectors.joining(" ")) + "}";
            case PathAttribute.NextHop hop -> "{Nexthop: " + hop.address() + "}";
            case PathAttribute.Med med -> "{Med: " + med.value() + "}";
            case PathAttribute.LocalPreference preference -> "{LocalPref: " + preference.value() + "}";
            case PathAttribute.Communities communities ->
                "{Communities: "
                        + communities.values().stream()
                                .map(AttributeText::community)
                                .collect(Collectors.joining(", ")) + "}";
            case PathAttribute.LargeCommunities large ->
                "{LargeCommunity: [ "
                        + large.values().stream()
                                .map(value -> value.asn() + ":" + value.first() + ":" + value.second())
                                .collect(Collectors.joining(", "))
                        + "]}";
        };
    }

    private static String community(long value) {
        String name = WELL_KNOWN.get(value);
        return name != null ? name : (value >> 16) + ":" + (value & 0xffff);
    }
}
