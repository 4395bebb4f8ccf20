package dev.cilab.env.machine;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An IPv4 network.
 *
 * @param address its first address as a number
 * @param length  of its prefix, 0 to 32
 */
public record Ipv4Network(long address, int length) {

    private static final Pattern CIDR = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})/(\\d{1,2})");
    private static final long ALL = 0xFFFFFFFFL;

    /** Empty when the text is no IPv4 network; bits behind the prefix are ignored. */
    public static Optional<Ipv4Network> parse(String cidr) {
        Matcher matcher = CIDR.matcher(cidr.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long address = 0;
        for (int octet = 1; octet <= 4; octet++) {
            int value = Integer.parseInt(matcher.group(octet));
            if (value > 255) {
                return Optional.empty();
            }
            address = address << 8 | value;
        }
        int length = Integer.parseInt(matcher.group(5));
        return length > 32 ? Optional.empty() : Optional.of(new Ipv4Network(address & mask(length), length));
    }

    /** As the kernel prints a route: hexadecimal, least significant octet first. */
    static Ipv4Network littleEndian(String address, String mask) {
        long reversed = Integer.toUnsignedLong(Integer.reverseBytes(Integer.parseUnsignedInt(address, 16)));
        return new Ipv4Network(reversed, Integer.bitCount(Integer.parseUnsignedInt(mask, 16)));
    }

    public boolean overlaps(Ipv4Network other) {
        long common = mask(Math.min(length, other.length));
        return (address & common) == (other.address & common);
    }

    private static long mask(int length) {
        return length == 0 ? 0 : ALL << (32 - length) & ALL;
    }

    @Override
    public String toString() {
        return (address >> 24) + "." + (address >> 16 & 255) + "." + (address >> 8 & 255) + "." + (address & 255) + "/"
                + length;
    }
}
