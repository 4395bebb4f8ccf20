package dev.cilab.sandbox;

import java.util.List;

/**
 * What the daemon is asked to be: one JSON document on its standard input. It repeats the shape of a topology so that the sandbox imports
 * nothing of the rooms above it.
 *
 * @param name     the topology's name, e.g. {@code bgp}
 * @param instance six hex digits that tell this user's sandboxes from those of another state folder on the same machine; part of every
 *                 process mark ({@code cilab:<instance>:<name>:<node or pod>})
 * @param stateDir where kubeconfig, ssh_config, keys and the daemon's log lie (mode 0700)
 */
public record SandboxSpec(
        String name,
        String instance,
        String stateDir,
        List<Segment> segments,
        List<Node> nodes,
        List<Cluster> clusters) {

    /** An Ethernet segment, a bridge in the fabric's namespace. */
    public record Segment(String name) {}

    /** @param roles {@code control-plane}, {@code worker} or {@code router} (which runs FRR) */
    public record Node(String name, List<String> roles, List<Interface> interfaces, List<Route> routes) {}

    /** @param address CIDR; @param segment null for an interface that leads nowhere (the tutorial's loop1) */
    public record Interface(String name, String address, String segment) {}

    public record Route(String to, String via) {}

    /**
     * @param nodes             control plane first
     * @param apiPort           0 = any free port on 127.0.0.1
     * @param context           its name in the kubeconfig
     * @param controlPlaneTaint whether the control plane's node has kubeadm's taint
     */
    public record Cluster(
            String name,
            String version,
            String podCidr,
            String serviceCidr,
            List<String> nodes,
            int apiPort,
            String context,
            boolean controlPlaneTaint) {

        public Cluster {
            context = context == null ? name : context;
        }

        public Cluster(
                String name, String version, String podCidr, String serviceCidr, List<String> nodes, int apiPort) {
            this(name, version, podCidr, serviceCidr, nodes, apiPort, name, false);
        }
    }
}
