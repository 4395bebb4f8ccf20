package dev.cilab.capture.bgp;

/** Address families by name. */
final class Families {

    static final String IPV4_UNICAST = "ipv4-unicast";

    private Families() {}

    static String name(int afi, int safi) {
        String family =
                switch (afi) {
                    case 1 -> "ipv4";
                    case 2 -> "ipv6";
                    case 25 -> "l2vpn";
                    default -> "afi-" + afi;
                };
        return family
                + switch (safi) {
                    case 1 -> "-unicast";
                    case 2 -> "-multicast";
                    case 4 -> "-labeled-unicast";
                    case 70 -> "-evpn";
                    case 128 -> "-vpn";
                    default -> "-safi-" + safi;
                };
    }

    /** Only of these the prefixes are taken apart. */
    static boolean plain(int afi, int safi) {
        return (afi == 1 || afi == 2) && (safi == 1 || safi == 2);
    }
}
