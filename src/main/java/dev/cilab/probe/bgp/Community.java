package dev.cilab.probe.bgp;

import java.util.Map;

/** BGP communities (RFC 1997 and those registered since). */
final class Community {

    private static final Map<Integer, String> WELL_KNOWN = Map.ofEntries(
            Map.entry(0x00000000, "internet"),
            Map.entry(0xFFFF0000, "planned-shut"),
            Map.entry(0xFFFF0001, "accept-own"),
            Map.entry(0xFFFF0006, "llgr-stale"),
            Map.entry(0xFFFF0007, "no-llgr"),
            Map.entry(0xFFFF029A, "blackhole"),
            Map.entry(0xFFFFFF01, "no-export"),
            Map.entry(0xFFFFFF02, "no-advertise"),
            Map.entry(0xFFFFFF03, "no-export-subconfed"),
            Map.entry(0xFFFFFF04, "no-peer"));

    private Community() {}

    /** {@code no-export}, or {@code 65000:99}. */
    static String name(int community) {
        String known = WELL_KNOWN.get(community);
        return known != null ? known : (community >>> 16) + ":" + (community & 0xFFFF);
    }
}
