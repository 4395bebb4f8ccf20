package dev.cilab.probe.bgp;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * In which forms an FRR version answers: all that differs between the versions stands here. The keys of {@code show … json} are the same from
 * 8.1 to 10.7. (Source: {@code bgpd/bgp_vty.c} at the tags frr-8.1, 8.4.4, 10.5.4, 10.7.0.)
 */
enum FrrDialect {
    /** 8.1 to 9: an AS number is a number. */
    V8 {
        @Override
        long asn(JsonNode json) {
            return json.asLong(0);
        }
    },
    /** 10 and later: with {@code bgp as-notation dot} an AS number is a text such as {@code 1.34464}. */
    V10 {
        @Override
        long asn(JsonNode json) {
            String[] parts = json.asString("").split("\\.");
            return parts.length == 2
                    ? (Long.parseLong(parts[0]) << 16) + Long.parseLong(parts[1])
                    : Long.parseLong(parts[0].isEmpty() ? "0" : parts[0]);
        }
    };

    private static final Pattern VERSION = Pattern.compile("(\\d+)\\.");
    private static final int NEWEST_KNOWN = 10;

    abstract long asn(JsonNode json);

    /** @param version e.g. {@code 8.4.4}; one that is newer than all known, or none at all, is read as the newest */
    static FrrDialect of(String version) {
        return major(version) < 10 ? V8 : V10;
    }

    /** Newer than what these forms were taken from. */
    static boolean tooNew(String version) {
        return major(version) > NEWEST_KNOWN;
    }

    private static int major(String version) {
        Matcher matcher = VERSION.matcher(version);
        return matcher.lookingAt() ? Integer.parseInt(matcher.group(1)) : NEWEST_KNOWN;
    }
}
