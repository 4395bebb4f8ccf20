package dev.cilab.capture.bgp;

import dev.cilab.capture.packet.Cursor;
import dev.cilab.capture.pcap.Malformed;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The optional parameters of an OPEN (RFC 5492).
 *
 * @param asn             from capability 65; negative without it
 * @param pathIdsSent     families for which the speaker would send path numbers
 * @param pathIdsReceived families for which it would take them
 */
record Capabilities(long asn, Set<String> pathIdsSent, Set<String> pathIdsReceived, List<String> words) {

    static final Capabilities NONE = new Capabilities(-1, Set.of(), Set.of(), List.of());

    static Capabilities of(Cursor parameters) throws Malformed {
        long asn = -1;
        Set<String> sent = new HashSet<>();
        Set<String> received = new HashSet<>();
        List<String> words = new ArrayList<>();
        while (parameters.left() > 0) {
            int type = parameters.u8();
            Cursor parameter = parameters.part(parameters.u8());
            while (type == 2 && parameter.left() > 0) {
                int code = parameter.u8();
                Cursor value = parameter.part(parameter.u8());
                switch (code) {
                    case 1 -> words.add("multiprotocol " + family(value));
                    case 2, 128 -> words.add("route-refresh");
                    case 6 -> words.add("extended-message");
                    case 64 -> words.add("graceful-restart " + (value.u16() & 0xfff) + "s");
                    case 65 -> asn = value.u32();
                    case 69 -> addPath(value, sent, received);
                    case 70 -> words.add("enhanced-route-refresh");
                    case 71 -> words.add("long-lived-graceful-restart");
                    case 73 -> words.add("hostname");
                    default -> words.add("capability " + code);
                }
            }
        }
        if (!sent.isEmpty() || !received.isEmpty()) {
            words.add("add-path");
        }
        return new Capabilities(asn, sent, received, words.stream().distinct().toList());
    }

    private static String family(Cursor value) throws Malformed {
        int afi = value.u16();
        value.skip(1);
        return Families.name(afi, value.u8());
    }

    private static void addPath(Cursor value, Set<String> sent, Set<String> received) throws Malformed {
        while (value.left() > 0) {
            String family = Families.name(value.u16(), value.u8());
            int mode = value.u8();
            if ((mode & 1) != 0) {
                received.add(family);
            }
            if ((mode & 2) != 0) {
                sent.add(family);
            }
        }
    }
}
