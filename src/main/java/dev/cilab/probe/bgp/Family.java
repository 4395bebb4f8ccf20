package dev.cilab.probe.bgp;

/** Prefix counters of one address family, e.g. {@code ipv4} {@code unicast}. */
public record Family(String afi, String safi, long received, long accepted, long advertised) {

    /** {@code ipv4/unicast}. */
    public String name() {
        return afi + "/" + safi;
    }
}
