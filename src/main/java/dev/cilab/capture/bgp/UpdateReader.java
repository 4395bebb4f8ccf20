package dev.cilab.capture.bgp;

import dev.cilab.capture.packet.Cursor;
import dev.cilab.capture.pcap.Malformed;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/** Reads one UPDATE (RFC 4271 §4.3, RFC 4760 for other families than IPv4 unicast). One object reads one message. */
final class UpdateReader {

    private static final String[] ORIGINS = {"igp", "egp", "incomplete"};

    private final Dialect dialect;
    private final List<BgpMessage.Announced> announced = new ArrayList<>();
    private final List<String> withdrawn = new ArrayList<>();
    private final List<String> communities = new ArrayList<>();
    private String origin = "";
    private String asPath = "";
    private String nextHop = "";
    private String emptied = "";
    private long med = -1;
    private long localPref = -1;

    UpdateReader(Dialect dialect) {
        this.dialect = dialect;
    }

    BgpMessage.Update read(Cursor message) throws Malformed {
        boolean empty = message.left() == 4;
        prefixes(message.part(message.u16()), 4, Families.IPV4_UNICAST).forEach(withdrawn::add);
        Cursor attributes = message.part(message.u16());
        while (attributes.left() > 0) {
            attribute(attributes);
        }
        for (String prefix : prefixes(message, 4, Families.IPV4_UNICAST)) {
            announced.add(new BgpMessage.Announced(prefix, nextHop));
        }
        boolean nothing = announced.isEmpty() && withdrawn.isEmpty();
        String endOfRib = empty ? Families.IPV4_UNICAST : nothing ? emptied : "";
        return new BgpMessage.Update(announced, withdrawn, endOfRib, origin, asPath, med, localPref, communities);
    }

    private void attribute(Cursor attributes) throws Malformed {
        int flags = attributes.u8();
        int type = attributes.u8();
        Cursor value = attributes.part((flags & 0x10) != 0 ? attributes.u16() : attributes.u8());
        switch (type) {
            case 1 -> origin = origin(value.u8());
            case 2 -> asPath = asPath(value, dialect.asnBytes());
            case 3 -> nextHop = value.address(4);
            case 4 -> med = value.u32();
            case 5 -> localPref = value.u32();
            case 8 -> communities(value);
            case 14 -> reach(value);
            case 15 -> unreach(value);
            case 17 -> asPath = dialect.asnBytes() == 2 ? asPath(value, 4) : asPath; // AS4_PATH (RFC 6793)
            case 32 -> largeCommunities(value);
            default -> {
                // says nothing that is asked for
            }
        }
    }

    private static String origin(int code) throws Malformed {
        if (code >= ORIGINS.length) {
            throw new Malformed("an ORIGIN of " + code);
        }
        return ORIGINS[code];
    }

    private static String asPath(Cursor value, int bytes) throws Malformed {
        StringJoiner path = new StringJoiner(" ");
        while (value.left() > 0) {
            int type = value.u8();
            int count = value.u8();
            StringJoiner numbers = new StringJoiner(type == 1 || type == 4 ? "," : " ");
            for (int i = 0; i < count; i++) {
                numbers.add(String.valueOf(bytes == 2 ? value.u16() : value.u32()));
            }
            path.add(
                    switch (type) {
                        case 2 -> numbers.toString();
                        case 1 -> "{" + numbers + "}";
                        case 3 -> "(" + numbers + ")";
                        case 4 -> "[" + numbers + "]";
                        default -> throw new Malformed("an AS path segment of type " + type);
                    });
        }
        return path.toString();
    }

    private void communities(Cursor value) throws Malformed {
        while (value.left() > 0) {
            int high = value.u16();
            communities.add(high + ":" + value.u16());
        }
    }

    private void largeCommunities(Cursor value) throws Malformed {
        while (value.left() > 0) {
            communities.add(value.u32() + ":" + value.u32() + ":" + value.u32());
        }
    }

    private void reach(Cursor value) throws Malformed {
        int afi = value.u16();
        int safi = value.u8();
        Cursor hop = value.part(value.u8());
        value.skip(1);
        if (Families.plain(afi, safi)) {
            // an IPv6 next hop may have its link-local address behind it
            String via = hop.left() == 4 ? hop.address(4) : hop.address(16);
            for (String prefix : prefixes(value, afi == 1 ? 4 : 16, Families.name(afi, safi))) {
                announced.add(new BgpMessage.Announced(prefix, via));
            }
        }
    }

    private void unreach(Cursor value) throws Malformed {
        int afi = value.u16();
        int safi = value.u8();
        if (value.left() == 0) {
            emptied = Families.name(afi, safi);
        } else if (Families.plain(afi, safi)) {
            withdrawn.addAll(prefixes(value, afi == 1 ? 4 : 16, Families.name(afi, safi)));
        }
    }

    /** @param width bytes of a whole address */
    private List<String> prefixes(Cursor value, int width, String family) throws Malformed {
        List<String> prefixes = new ArrayList<>();
        boolean numbered = dialect.pathIds().contains(family);
        while (value.left() > 0) {
            if (numbered) {
                value.skip(4);
            }
            int length = value.u8();
            if (length > width * 8) {
                throw new Malformed("a prefix of length " + length);
            }
            byte[] used = value.take((length + 7) / 8);
            byte[] address = new byte[width];
            System.arraycopy(used, 0, address, 0, used.length);
            prefixes.add(Cursor.address(address) + "/" + length);
        }
        return prefixes;
    }
}
