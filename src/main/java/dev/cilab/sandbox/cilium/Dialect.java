package dev.cilab.sandbox.cilium;

/** What changed between Cilium's minor versions in the forms that this stand-in answers in. */
public enum Dialect {
    V1_17,
    V1_18,
    /** 1.19 and later: route policies in object form, peers with names and capabilities. */
    V1_19;

    /** @param version as in {@code 1.18.0}, with or without a leading {@code v} */
    public static Dialect of(String version) {
        String[] parts = (version.startsWith("v") ? version.substring(1) : version).split("\\.");
        int minor;
        try {
            minor = parts.length > 1 ? Integer.parseInt(parts[1]) : Integer.MAX_VALUE;
        } catch (NumberFormatException e) {
            minor = Integer.MAX_VALUE;
        }
        if (minor <= 17) {
            return V1_17;
        }
        return minor == 18 ? V1_18 : V1_19;
    }

    /** apiVersion of the BGP kinds and of CiliumLoadBalancerIPPool: v2 exists since 1.18. */
    public String apiVersion() {
        return this == V1_17 ? "cilium.io/v2alpha1" : "cilium.io/v2";
    }
}
