package dev.cilab.sandbox.cluster.scheduler;

/**
 * Why a node cannot take a pod, in the real scheduler's words.
 *
 * @param resolvable whether evicting pods from the node could help
 */
record Refusal(String reason, boolean resolvable) {

    static final Refusal UNSCHEDULABLE = new Refusal("node(s) were unschedulable", false);
    static final Refusal OTHER_NODE = new Refusal("node(s) didn't match Pod's node affinity/selector", false);
    static final Refusal PORTS = new Refusal("node(s) didn't have free ports for the requested pod ports", true);
    static final Refusal TOO_MANY_PODS = new Refusal("Too many pods", true);
    static final Refusal AFFINITY = new Refusal("node(s) didn't match pod affinity rules", false);
    static final Refusal ANTI_AFFINITY = new Refusal("node(s) didn't match pod anti-affinity rules", true);
    static final Refusal OTHERS_ANTI_AFFINITY =
            new Refusal("node(s) didn't satisfy existing pods anti-affinity rules", true);
    static final Refusal SPREAD = new Refusal("node(s) didn't match pod topology spread constraints", true);

    static Refusal taint(String key, String value) {
        return new Refusal("node(s) had untolerated taint {" + key + ": " + value + "}", false);
    }

    static Refusal insufficient(String resource) {
        return new Refusal("Insufficient " + resource, true);
    }
}
