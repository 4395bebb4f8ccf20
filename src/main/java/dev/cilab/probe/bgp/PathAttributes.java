package dev.cilab.probe.bgp;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.StringJoiner;

/**
 * BGP path attributes from their wire bytes (RFC 4271 §4.3): flags, type, length (two bytes long if flag 0x10 is set), value. AS numbers are
 * four bytes long, as GoBGP encodes them.
 *
 * @param nextHop attribute 3, else that of MP_REACH_NLRI, else {@code 0.0.0.0}
 * @param asPath  AS numbers with spaces between
 * @param origin  {@code igp egp incomplete}
 * @param texts   each attribute as GoBGP prints it, e.g. {@code {Origin: i}}
 */
record PathAttributes(String nextHop, String asPath, String origin, List<String> texts) {

    private static final String[] ORIGINS = {"igp", "egp", "incomplete"};
    private static final String ORIGIN_LETTERS = "ie?";

    /** @throws IllegalArgumentException when the bytes are no path attributes */
    static PathAttributes decode(List<byte[]> attributes) {
        String nextHop = "";
        String reach = "";
        String asPath = "";
        String origin = "";
        List<String> texts = new ArrayList<>();
        for (byte[] bytes : attributes) {
            Attribute attribute = Attribute.of(bytes);
            ByteBuffer value = ByteBuffer.wrap(attribute.value());
            switch (attribute.type()) {
                case 1 -> origin = ORIGINS[origin(attribute)];
                case 2 -> asPath = asPath(value.duplicate());
                case 3 -> nextHop = address(value.duplicate());
                case 14 -> reach = MpReach.of(value.duplicate()).nextHop();
                default -> {}
            }
            texts.add("{" + text(attribute, value) + "}");
        }
        String used = !nextHop.isEmpty() ? nextHop : reach.isEmpty() ? "0.0.0.0" : reach;
        return new PathAttributes(used, asPath, origin, texts);
    }

    private static String text(Attribute attribute, ByteBuffer value) {
        return switch (attribute.type()) {
            case 1 -> "Origin: " + ORIGIN_LETTERS.charAt(origin(attribute));
            case 2 -> "AsPath: " + asPath(value);
            case 3 -> "Nexthop: " + address(value);
            case 4 -> "Med: " + Integer.toUnsignedString(value.getInt());
            case 5 -> "LocalPref: " + Integer.toUnsignedString(value.getInt());
            case 8 -> "Communities: " + communities(value);
            case 9 -> "Originator: " + address(value);
            case 10 -> "ClusterList: " + addresses(value);
            case 14 -> MpReach.of(value).toString();
            case 32 -> "LargeCommunity: " + largeCommunities(value);
            default ->
                "Flags: " + attribute.flags() + " Type: " + attribute.type() + " Value: "
                        + HexFormat.of().formatHex(attribute.value());
        };
    }

    private static int origin(Attribute attribute) {
        int code = attribute.value().length == 1 ? attribute.value()[0] : -1;
        if (code < 0 || code > 2) {
            throw new IllegalArgumentException(
                    "not an ORIGIN: " + HexFormat.of().formatHex(attribute.value()));
        }
        return code;
    }

    /** Segments: type (2 sequence, 1 set, 3 and 4 those of a confederation), count, AS numbers. */
    private static String asPath(ByteBuffer value) {
        StringJoiner path = new StringJoiner(" ");
        while (value.hasRemaining()) {
            int type = value.get();
            int count = Byte.toUnsignedInt(value.get());
            List<String> numbers = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                numbers.add(Integer.toUnsignedString(value.getInt()));
            }
            path.add(
                    switch (type) {
                        case 2 -> String.join(" ", numbers);
                        case 1 -> "{" + String.join(",", numbers) + "}";
                        case 3 -> "(" + String.join(" ", numbers) + ")";
                        default -> "[" + String.join(",", numbers) + "]";
                    });
        }
        return path.toString();
    }

    static String address(ByteBuffer value) {
        byte[] bytes = new byte[value.remaining() >= 16 ? 16 : 4];
        value.get(bytes);
        return Nlri.address(bytes);
    }

    private static String addresses(ByteBuffer value) {
        StringJoiner joined = new StringJoiner(" ", "[", "]");
        while (value.remaining() >= 4) {
            byte[] bytes = new byte[4];
            value.get(bytes);
            joined.add(Nlri.address(bytes));
        }
        return joined.toString();
    }

    private static String communities(ByteBuffer value) {
        StringJoiner joined = new StringJoiner(", ");
        while (value.remaining() >= 4) {
            joined.add(Community.name(value.getInt()));
        }
        return joined.toString();
    }

    private static String largeCommunities(ByteBuffer value) {
        StringJoiner joined = new StringJoiner(", ", "[ ", "]");
        while (value.remaining() >= 12) {
            joined.add(Integer.toUnsignedString(value.getInt()) + ":" + Integer.toUnsignedString(value.getInt()) + ":"
                    + Integer.toUnsignedString(value.getInt()));
        }
        return joined.toString();
    }

    /** One attribute with its header taken off. */
    private record Attribute(int flags, int type, byte[] value) {

        static Attribute of(byte[] bytes) {
            boolean wide = bytes.length > 0 && (bytes[0] & 0x10) != 0;
            int header = wide ? 4 : 3;
            if (bytes.length < header) {
                throw new IllegalArgumentException("a path attribute of " + bytes.length + " bytes");
            }
            int length = wide
                    ? Byte.toUnsignedInt(bytes[2]) << 8 | Byte.toUnsignedInt(bytes[3])
                    : Byte.toUnsignedInt(bytes[2]);
            if (bytes.length != header + length) {
                throw new IllegalArgumentException(
                        "a path attribute says " + length + " bytes and has " + (bytes.length - header));
            }
            byte[] value = Arrays.copyOfRange(bytes, header, bytes.length);
            return new Attribute(Byte.toUnsignedInt(bytes[0]), Byte.toUnsignedInt(bytes[1]), value);
        }
    }

    /** MP_REACH_NLRI (RFC 4760): address family, next hop, prefixes. */
    private record MpReach(String family, String nextHop, List<String> prefixes) {

        static MpReach of(ByteBuffer value) {
            int afi = value.getShort();
            int safi = value.get();
            byte[] hop = new byte[Byte.toUnsignedInt(value.get())];
            value.get(hop);
            value.get();
            List<String> prefixes = new ArrayList<>();
            while (value.hasRemaining()) {
                prefixes.add(Nlri.prefix(value, afi == 2 ? 16 : 4));
            }
            String first = Nlri.address(hop.length > 16 ? Arrays.copyOf(hop, 16) : hop);
            return new MpReach((afi == 2 ? "ipv6" : "ipv4") + (safi == 1 ? "-unicast" : "-multicast"), first, prefixes);
        }

        @Override
        public String toString() {
            return "MpReach(" + family + "): {Nexthop: " + nextHop + ", NLRIs: [" + String.join(" ", prefixes) + "]}";
        }
    }
}
