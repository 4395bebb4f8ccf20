package dev.cilab.env;

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

/** An environment that hands everything on to another one: what wraps an environment overrides what it changes. */
public abstract class ForwardingEnvironment implements Environment {

    private final Environment inner;

    protected ForwardingEnvironment(Environment inner) {
        this.inner = inner;
    }

    @Override
    public Host host(NodeName node) throws Unreachable {
        return inner.host(node);
    }

    @Override
    public Cluster cluster(ClusterName name) throws Unreachable {
        return inner.cluster(name);
    }

    @Override
    public Optional<ChartSource> chart(String name, String version) throws HelmFailure {
        return inner.chart(name, version);
    }

    @Override
    public String name() {
        return inner.name();
    }

    @Override
    public Set<Capability> capabilities() {
        return inner.capabilities();
    }

    @Override
    public List<Finding> preflight(Topology topology) {
        return inner.preflight(topology);
    }

    @Override
    public void up(Topology topology, Events listener) throws NotReady {
        inner.up(topology, listener);
    }

    @Override
    public Liveness state(Topology topology) {
        return inner.state(topology);
    }

    @Override
    public boolean powered(NodeName node) throws Unreachable {
        return inner.powered(node);
    }

    @Override
    public void power(NodeName node, boolean on) throws Unreachable {
        inner.power(node, on);
    }

    @Override
    public List<String> shell(NodeName node, List<String> command) {
        return inner.shell(node, command);
    }

    @Override
    public Map<String, String> exports(Topology topology) {
        return inner.exports(topology);
    }

    @Override
    public Optional<String> whyUnchangeable() {
        return inner.whyUnchangeable();
    }

    @Override
    public boolean outlivesDown() {
        return inner.outlivesDown();
    }

    @Override
    public List<Leftover> down(Topology topology, Events listener) {
        return inner.down(topology, listener);
    }

    @Override
    public void close() {
        inner.close();
    }
}
