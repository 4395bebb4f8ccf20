package dev.cilab.lab.reader;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** IPv4 in CIDR notation. */
record Cidr(int bits, int prefix) {

    private static final Pattern FORM = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})/(\\d{1,2})");

    /** @return null when the text is no IPv4 CIDR */
    static Cidr parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches() || Integer.parseInt(form.group(5)) > 32) {
            return null;
        }
        int bits = 0;
        for (int i = 1; i <= 4; i++) {
            int octet = Integer.parseInt(form.group(i));
            if (octet > 255) {
                return null;
            }
            bits = bits << 8 | octet;
        }
        return new Cidr(bits, Integer.parseInt(form.group(5)));
    }

    static boolean isAddress(String text) {
        return parse(text + "/32") != null;
    }

    /** The part before the slash. */
    static String address(String cidr) {
        int slash = cidr.indexOf('/');
        return slash < 0 ? cidr : cidr.substring(0, slash);
    }

    boolean sameNetwork(Cidr other) {
        return prefix == other.prefix && (bits & mask()) == (other.bits & mask());
    }

    boolean isNetwork() {
        return (bits & ~mask()) == 0;
    }

    private int mask() {
        return prefix == 0 ? 0 : -1 << 32 - prefix;
    }
}
