package dev.cilab.sandbox.cilium.bgp;

import dev.cilab.sandbox.cilium.Cidr;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;

/** BGP's own encoding (RFC 4271, 1997, 8092), in base64 as the agent's API carries it. */
public final class WireFormat {

    private static final int WELL_KNOWN = 0x40;
    private static final int OPTIONAL = 0x80;
    private static final int OPTIONAL_TRANSITIVE = 0xc0;
    private static final int EXTENDED_LENGTH = 0x10;
    private static final int AS_SEQUENCE = 2;

    private WireFormat() {}

    /** Length in bits, then as many bytes of the address as that takes. */
    public static String base64(Cidr prefix) {
        byte[] bytes = new byte[1 + (prefix.length() + 7) / 8];
        bytes[0] = (byte) prefix.length();
        for (int i = 1; i < bytes.length; i++) {
            bytes[i] = (byte) (prefix.base() >> 32 - 8 * i);
        }
        return Base64.getEncoder().encodeToString(bytes);
    }

    public static String base64(PathAttribute attribute) {
        return Base64.getEncoder().encodeToString(bytes(attribute));
    }

    private static byte[] bytes(PathAttribute attribute) {
        return switch (attribute) {
            case PathAttribute.Origin origin -> attribute(WELL_KNOWN, 1, new byte[] {(byte) origin.value()});
            case PathAttribute.AsPath path -> attribute(WELL_KNOWN, 2, asPath(path.asns()));
            case PathAttribute.NextHop hop -> attribute(WELL_KNOWN, 3, words(List.of(Cidr.address(hop.address()))));
            case PathAttribute.Med med -> attribute(OPTIONAL, 4, words(List.of(med.value())));
            case PathAttribute.LocalPreference preference ->
                attribute(WELL_KNOWN, 5, words(List.of(preference.value())));
            case PathAttribute.Communities communities ->
                attribute(OPTIONAL_TRANSITIVE, 8, words(communities.values()));
            case PathAttribute.LargeCommunities large ->
                attribute(
                        OPTIONAL_TRANSITIVE,
                        32,
                        words(large.values().stream()
                                .flatMap(value -> List.of(value.asn(), value.first(), value.second()).stream())
                                .toList()));
        };
    }

    private static byte[] asPath(List<Long> asns) {
        if (asns.isEmpty()) {
            return new byte[0];
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(AS_SEQUENCE);
        bytes.write(asns.size());
        bytes.writeBytes(words(asns));
        return bytes.toByteArray();
    }

    private static byte[] words(List<Long> values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.size());
        values.forEach(value -> bytes.putInt(value.intValue()));
        return bytes.array();
    }

    private static byte[] attribute(int flags, int type, byte[] value) {
        boolean extended = value.length > 255;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(extended ? flags | EXTENDED_LENGTH : flags);
        bytes.write(type);
        if (extended) {
            bytes.write(value.length >> 8);
        }
        bytes.write(value.length);
        bytes.writeBytes(value);
        return bytes.toByteArray();
    }
}
