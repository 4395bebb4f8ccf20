package dev.cilab.sandbox.cilium.bgp;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** A path attribute: what it says, apart from how it is written on the wire or in text. */
public sealed interface PathAttribute {

    /** 0 IGP, 1 EGP, 2 incomplete. */
    record Origin(int value) implements PathAttribute {}

    /** One AS_SEQUENCE; empty for routes of one's own. */
    record AsPath(List<Long> asns) implements PathAttribute {}

    record NextHop(String address) implements PathAttribute {}

    record Med(long value) implements PathAttribute {}

    record LocalPreference(long value) implements PathAttribute {}

    /** Each as an unsigned 32-bit number. */
    record Communities(List<Long> values) implements PathAttribute {}

    record LargeCommunities(List<Large> values) implements PathAttribute {}

    /** One large community. */
    record Large(long asn, long first, long second) {}

    /** From {@code gobgp … -j}; attributes that this speaker never makes are left out. */
    static List<PathAttribute> listOf(JsonNode attributes) {
        List<PathAttribute> list = new ArrayList<>();
        for (JsonNode attribute : attributes) {
            switch (attribute.path("type").asInt()) {
                case 1 -> list.add(new Origin(attribute.path("value").asInt()));
                case 2 -> list.add(asPath(attribute));
                case 3 -> list.add(new NextHop(attribute.path("nexthop").asString()));
                case 4 -> list.add(new Med(attribute.path("metric").asLong()));
                case 5 -> list.add(new LocalPreference(attribute.path("value").asLong()));
                case 8 -> list.add(communities(attribute));
                case 32 -> list.add(largeCommunities(attribute));
                default -> {}
            }
        }
        return list;
    }

    private static AsPath asPath(JsonNode attribute) {
        List<Long> asns = new ArrayList<>();
        attribute.path("as_paths").forEach(segment -> segment.path("asns").forEach(asn -> asns.add(asn.asLong())));
        return new AsPath(asns);
    }

    private static Communities communities(JsonNode attribute) {
        List<Long> values = new ArrayList<>();
        attribute.path("communities").forEach(value -> values.add(value.asLong()));
        return new Communities(values);
    }

    private static LargeCommunities largeCommunities(JsonNode attribute) {
        List<Large> values = new ArrayList<>();
        for (JsonNode value : attribute.path("value")) {
            values.add(new Large(
                    value.path("ASN").asLong(),
                    value.path("LocalData1").asLong(),
                    value.path("LocalData2").asLong()));
        }
        return new LargeCommunities(values);
    }
}
