package dev.cilab.env.shared;

import dev.cilab.env.Environment;
import dev.cilab.env.ForwardingEnvironment;
import dev.cilab.exec.Host;
import dev.cilab.exec.Unreachable;
import dev.cilab.kube.Cluster;
import dev.cilab.lab.ClusterName;
import dev.cilab.lab.NodeName;

/**
 * For probes: the checks of a step are judged at the same time and often ask the same of the same place. What is being asked already is not
 * asked again. Only for looking: an action that is meant twice must happen twice.
 */
public final class SharedEnvironment extends ForwardingEnvironment {

    private final InFlight inFlight = new InFlight();

    public SharedEnvironment(Environment shared) {
        super(shared);
    }

    @Override
    public Host host(NodeName node) throws Unreachable {
        return new SharedHost(super.host(node), inFlight);
    }

    @Override
    public Cluster cluster(ClusterName name) throws Unreachable {
        return new SharedCluster(super.cluster(name), inFlight);
    }
}
