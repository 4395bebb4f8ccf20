package dev.cilab.sandbox.cilium;

import java.util.OptionalLong;

/**
 * An IPv4 network.
 *
 * @param base the first address as an unsigned 32-bit number
 */
public record Cidr(long base, int length) {

    public Cidr {
        if (length < 0 || length > 32) {
            throw new IllegalArgumentException("not a prefix length: " + length);
        }
        base &= mask(length);
    }

    /** @throws IllegalArgumentException when it is no IPv4 network */
    public static Cidr of(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            return new Cidr(address(text), 32);
        }
        try {
            return new Cidr(address(text.substring(0, slash)), Integer.parseInt(text.substring(slash + 1)));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("not an IPv4 network: " + text, e);
        }
    }

    /** @throws IllegalArgumentException when it is no IPv4 address */
    public static long address(String text) {
        return parse(text).orElseThrow(() -> new IllegalArgumentException("not an IPv4 address: " + text));
    }

    public static boolean isAddress(String text) {
        return parse(text).isPresent();
    }

    public static String text(long address) {
        return (address >> 24 & 255) + "." + (address >> 16 & 255) + "." + (address >> 8 & 255) + "." + (address & 255);
    }

    public long size() {
        return 1L << 32 - length;
    }

    public long last() {
        return base + size() - 1;
    }

    public boolean contains(long address) {
        return address >= base && address <= last();
    }

    public boolean contains(String address) {
        OptionalLong parsed = parse(address);
        return parsed.isPresent() && contains(parsed.getAsLong());
    }

    /** The n-th network of the given length inside this one. */
    public Cidr subnet(int newLength, int index) {
        return new Cidr(base + ((long) index << 32 - newLength), newLength);
    }

    @Override
    public String toString() {
        return text(base) + "/" + length;
    }

    private static long mask(int length) {
        return length == 0 ? 0 : 0xffffffffL << 32 - length & 0xffffffffL;
    }

    private static OptionalLong parse(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 4) {
            return OptionalLong.empty();
        }
        long address = 0;
        for (String part : parts) {
            if (part.isEmpty() || part.length() > 3 || !part.chars().allMatch(c -> c >= '0' && c <= '9')) {
                return OptionalLong.empty();
            }
            int octet = Integer.parseInt(part);
            if (octet > 255) {
                return OptionalLong.empty();
            }
            address = address << 8 | octet;
        }
        return OptionalLong.of(address);
    }
}
