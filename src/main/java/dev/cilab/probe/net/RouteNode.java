package dev.cilab.probe.net;

import java.util.List;

/**
 * The node a route was seen on.
 *
 * @param podCidr the node's own share of the pod network as the Kubernetes API or Cilium gave it; empty on machines outside the cluster
 */
public record RouteNode(String name, String address, String podCidr, List<String> roles) {

    public RouteNode {
        roles = List.copyOf(roles);
    }
}
