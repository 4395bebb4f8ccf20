package dev.cilab.helm;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * {@code NO_PROXY}: names (with their subdomains; those alone where a dot or {@code *.} stands in front), addresses, networks as CIDR, each
 * perhaps with a port, or {@code *} for everything.
 */
record NoProxy(List<String> entries) {

    static NoProxy of(String text) {
        return new NoProxy(Stream.of(text.split("[,\\s]+"))
                .filter(each -> !each.isEmpty())
                .map(each -> each.toLowerCase(Locale.ROOT))
                .toList());
    }

    boolean covers(String host, int port) {
        String name = host.toLowerCase(Locale.ROOT);
        return name.isEmpty()
                || name.equals("localhost")
                || literal(name) && address(name).isLoopbackAddress()
                || entries.stream().anyMatch(each -> covers(each, name, port));
    }

    private static boolean covers(String entry, String name, int port) {
        if (entry.equals("*")) {
            return true;
        }
        if (entry.indexOf('/') > 0) {
            return literal(name) && inside(entry, address(name).getAddress());
        }
        int colon = entry.indexOf(':');
        boolean withPort = colon > 0 && colon == entry.lastIndexOf(':');
        if (withPort && !entry.substring(colon + 1).equals(String.valueOf(port))) {
            return false;
        }
        String wanted = withPort ? entry.substring(0, colon) : entry;
        if (literal(name)) {
            return literal(wanted) && address(wanted).equals(address(name));
        }
        String domain = wanted.startsWith("*.") ? wanted.substring(1) : wanted;
        return domain.startsWith(".") ? name.endsWith(domain) : name.equals(domain) || name.endsWith("." + domain);
    }

    private static boolean inside(String network, byte[] address) {
        int slash = network.indexOf('/');
        String base = network.substring(0, slash);
        String bits = network.substring(slash + 1);
        if (!literal(base) || !bits.matches("\\d{1,3}")) {
            return false;
        }
        byte[] first = address(base).getAddress();
        int length = Integer.parseInt(bits);
        if (first.length != address.length || length > first.length * Byte.SIZE) {
            return false;
        }
        for (int bit = 0; bit < length; bit++) {
            int mask = 0x80 >> (bit % Byte.SIZE);
            if (((first[bit / Byte.SIZE] ^ address[bit / Byte.SIZE]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }

    /** An address and no name, so that nothing is looked up. */
    private static boolean literal(String text) {
        return text.matches("\\d{1,3}(\\.\\d{1,3}){3}") || text.indexOf(':') >= 0 && text.matches("[0-9a-f:.]+");
    }

    private static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(literal, e);
        }
    }
}
