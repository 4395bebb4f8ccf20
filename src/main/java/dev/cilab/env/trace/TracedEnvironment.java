package dev.cilab.env.trace;

import dev.cilab.env.Capability;
import dev.cilab.env.Environment;
import dev.cilab.env.Finding;
import dev.cilab.env.Leftover;
import dev.cilab.env.Liveness;
import dev.cilab.env.NotReady;
import dev.cilab.event.Events;
import dev.cilab.exec.Host;
import dev.cilab.exec.Unreachable;
import dev.cilab.helm.ChartSource;
import dev.cilab.helm.HelmFailure;
import dev.cilab.kube.Cluster;
import dev.cilab.lab.ClusterName;
import dev.cilab.lab.NodeName;
import dev.cilab.lab.Topology;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Tells every command and request that goes through an environment, as a line to paste. Nobody above or below knows. */
public final class TracedEnvironment implements Environment {

    private final Environment traced;
    private final Events events;

    public TracedEnvironment(Environment traced, Events events) {
        this.traced = traced;
        this.events = events;
    }

    @Override
    public Host host(NodeName node) throws Unreachable {
        return new TracedHost(traced.host(node), events);
    }

    @Override
    public Cluster cluster(ClusterName name) throws Unreachable {
        return new TracedCluster(traced.cluster(name), events);
    }

    @Override
    public Optional<ChartSource> chart(String name, String version) throws HelmFailure {
        return traced.chart(name, version);
    }

    @Override
    public String name() {
        return traced.name();
    }

    @Override
    public Set<Capability> capabilities() {
        return traced.capabilities();
    }

    @Override
    public List<Finding> preflight(Topology topology) {
        return traced.preflight(topology);
    }

    @Override
    public void up(Topology topology, Events listener) throws NotReady {
        traced.up(topology, listener);
    }

    @Override
    public Liveness state(Topology topology) {
        return traced.state(topology);
    }

    @Override
    public boolean powered(NodeName node) throws Unreachable {
        return traced.powered(node);
    }

    @Override
    public void power(NodeName node, boolean on) throws Unreachable {
        traced.power(node, on);
    }

    @Override
    public List<String> shell(NodeName node, List<String> command) {
        return traced.shell(node, command);
    }

    @Override
    public Map<String, String> exports(Topology topology) {
        return traced.exports(topology);
    }

    @Override
    public Optional<String> whyUnchangeable() {
        return traced.whyUnchangeable();
    }

    @Override
    public boolean outlivesDown() {
        return traced.outlivesDown();
    }

    @Override
    public List<Leftover> down(Topology topology, Events listener) {
        return traced.down(topology, listener);
    }

    @Override
    public void close() {
        traced.close();
    }
}
