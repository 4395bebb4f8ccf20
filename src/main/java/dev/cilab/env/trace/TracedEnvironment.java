package dev.cilab.env.trace;

import dev.cilab.env.Environment;
import dev.cilab.env.ForwardingEnvironment;
import dev.cilab.event.Events;
import dev.cilab.exec.Host;
import dev.cilab.exec.Unreachable;
import dev.cilab.kube.Cluster;
import dev.cilab.lab.ClusterName;
import dev.cilab.lab.NodeName;

/** Tells every command and request that goes through an environment, as a line to paste. Nobody above or below knows. */
public final class TracedEnvironment extends ForwardingEnvironment {

    private final Events events;

    public TracedEnvironment(Environment traced, Events events) {
        super(traced);
        this.events = events;
    }

    @Override
    public Host host(NodeName node) throws Unreachable {
        return new TracedHost(super.host(node), events);
    }

    @Override
    public Cluster cluster(ClusterName name) throws Unreachable {
        return new TracedCluster(super.cluster(name), events);
    }
}
