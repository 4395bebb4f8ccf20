package dev.cilab.sandbox.api.registry;

/** A CIDR's addresses by index. @param first the network address as a number; @param size how many addresses */
public record Ipv4Range(long first, long size) {

    private static final int BITS = 32;
    private static final int OCTET = 256;

    /** @throws IllegalArgumentException when it is no IPv4 CIDR */
    public static Ipv4Range parse(String cidr) {
        String[] parts = cidr.split("/", -1);
        if (parts.length != 2) {
            throw new IllegalArgumentException("not a CIDR: " + cidr);
        }
        int prefix = Integer.parseInt(parts[1]);
        if (prefix < 0 || prefix > BITS) {
            throw new IllegalArgumentException("not a prefix length: " + cidr);
        }
        long size = 1L << (BITS - prefix);
        return new Ipv4Range(number(parts[0]) / size * size, size);
    }

    public String address(long index) {
        long number = first + index;
        return (number >> 24 & 255) + "." + (number >> 16 & 255) + "." + (number >> 8 & 255) + "." + (number & 255);
    }

    public boolean contains(String address) {
        long number = number(address);
        return number >= first && number < first + size;
    }

    /** @throws IllegalArgumentException when it is no IPv4 address */
    public static long number(String address) {
        String[] octets = address.split("\\.", -1);
        if (octets.length != 4) {
            throw new IllegalArgumentException("not an IPv4 address: " + address);
        }
        long number = 0;
        for (String octet : octets) {
            int value = octet.matches("\\d{1,3}") ? Integer.parseInt(octet) : OCTET;
            if (value >= OCTET) {
                throw new IllegalArgumentException("not an IPv4 address: " + address);
            }
            number = number * OCTET + value;
        }
        return number;
    }
}
