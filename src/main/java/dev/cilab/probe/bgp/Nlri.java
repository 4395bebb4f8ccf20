package dev.cilab.probe.bgp;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;

/** Prefixes and addresses in BGP's wire form: one byte of prefix length, then as many address bytes as the length needs. */
final class Nlri {

    private Nlri() {}

    /** @param width bytes of a whole address: 4 or 16 */
    static String prefix(ByteBuffer bytes, int width) {
        int length = Byte.toUnsignedInt(bytes.get());
        int used = (length + 7) / 8;
        if (used > width || used > bytes.remaining()) {
            throw new IllegalArgumentException("a prefix of length " + length + " in " + bytes.remaining() + " bytes");
        }
        byte[] address = new byte[width];
        bytes.get(address, 0, used);
        return address(address) + "/" + length;
    }

    static String address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes).getHostAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("an address of " + bytes.length + " bytes", e);
        }
    }
}
