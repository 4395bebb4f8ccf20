package dev.cilab.probe;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** An IP prefix whose host bits do not matter. */
public record Prefix(byte[] address, int length) {

    /**
     * @param text {@code 172.20.0.0/16}; without a length it is a host
     * @throws IllegalArgumentException when it is no prefix
     */
    public static Prefix of(String text) {
        int slash = text.indexOf('/');
        String host = slash < 0 ? text : text.substring(0, slash);
        if (!host.matches("[0-9a-fA-F:.]+")) {
            throw new IllegalArgumentException("'" + text + "' is no IP prefix");
        }
        try {
            byte[] address = InetAddress.getByName(host).getAddress();
            int length = slash < 0 ? address.length * 8 : Integer.parseInt(text.substring(slash + 1));
            if (length < 0 || length > address.length * 8) {
                throw new IllegalArgumentException("'" + text + "' is no IP prefix");
            }
            return new Prefix(address, length);
        } catch (UnknownHostException | NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' is no IP prefix", e);
        }
    }

    /** Is every address of the other one also in this? */
    public boolean contains(Prefix other) {
        return address.length == other.address.length
                && other.length >= length
                && Arrays.equals(network(), other.cut(length));
    }

    private byte[] network() {
        return cut(length);
    }

    private byte[] cut(int bits) {
        byte[] cut = new byte[address.length];
        for (int i = 0; i < cut.length; i++) {
            int keep = Math.clamp(bits - i * 8L, 0, 8);
            cut[i] = (byte) (address[i] & (0xFF00 >> keep));
        }
        return cut;
    }
}
