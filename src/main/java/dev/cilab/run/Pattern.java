package dev.cilab.run;

import java.util.List;

/**
 * One way of leading traffic to a service, as measured.
 *
 * @param policy    external traffic policy, {@code Cluster} or {@code Local}
 * @param mode      how nodes forward, {@code SNAT} or {@code DSR}
 * @param whyNot    why it was not measured; empty if it was, and then the rest counts
 * @param nextHops  nodes among which the router chooses
 * @param nodes     of the cluster
 * @param detours   next hops without a pod of the service: what comes in there must go on to another node
 * @param forwarded answers, of all, for which a node put its own address in place of the client's
 * @param shares    of the pods among the answers, in percent, largest first
 * @param even      the pods answer with equal chances, by the chi-square test
 */
public record Pattern(
        String policy,
        String mode,
        String whyNot,
        int nextHops,
        int nodes,
        int detours,
        long requests,
        long lost,
        long forwarded,
        List<Long> shares,
        boolean even) {

    public Pattern {
        shares = List.copyOf(shares);
    }

    static Pattern unmeasured(String policy, String mode, String whyNot) {
        return new Pattern(policy, mode, whyNot, 0, 0, 0, 0, 0, 0, List.of(), false);
    }

    public boolean measured() {
        return whyNot.isEmpty();
    }

    /** e.g. {@code Cluster + SNAT}. */
    public String title() {
        return policy + " + " + mode;
    }
}
