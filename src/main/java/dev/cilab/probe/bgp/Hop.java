package dev.cilab.probe.bgp;

/**
 * A cluster node as a way to a service of type LoadBalancer.
 *
 * @param on        the cluster
 * @param endpoints ready endpoints of the service on this node
 * @param announced Cilium announces the service's address from here
 * @param received  the router has a path to it through this node
 * @param installed the router's kernel sends traffic for it here
 */
public record Hop(String on, String node, int endpoints, boolean announced, boolean received, boolean installed) {}
