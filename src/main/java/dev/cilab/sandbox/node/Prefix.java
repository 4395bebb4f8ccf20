package dev.cilab.sandbox.node;

/** An IPv4 address with its prefix length, as text. */
final class Prefix {

    private Prefix() {}

    /** {@code 192.168.10.100/24} → {@code 192.168.10.100} */
    static String address(String cidr) {
        int slash = cidr.indexOf('/');
        return slash < 0 ? cidr : cidr.substring(0, slash);
    }

    /** {@code 10.10.1.200/24} → {@code 10.10.1.0/24} */
    static String network(String cidr) {
        int length = Integer.parseInt(cidr.substring(cidr.indexOf('/') + 1));
        long bits = 0;
        for (String octet : address(cidr).split("\\.")) {
            bits = bits << 8 | Integer.parseInt(octet);
        }
        bits &= length == 0 ? 0 : 0xffffffffL << (32 - length);
        return (bits >> 24 & 255) + "." + (bits >> 16 & 255) + "." + (bits >> 8 & 255) + "." + (bits & 255) + "/"
                + length;
    }
}
