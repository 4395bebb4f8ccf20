package dev.cilab.run;

import dev.cilab.action.Change;
import dev.cilab.action.Handlers;
import dev.cilab.env.Scope;
import dev.cilab.event.Events;
import dev.cilab.lab.Action;
import dev.cilab.lab.ProbeCall;
import dev.cilab.lab.ProbeSpec;
import dev.cilab.probe.Observation;
import dev.cilab.probe.Probes;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Supplier;

/** A world of peers and routes that actions change and probes see; everything in it is set by the test. */
final class FakeWorld implements Handlers, Probes {

    record Peer(String on, String node, String state) {}

    record Peers(List<String> places, List<Peer> peers, List<Missed> unreachable) {}

    record Missed(String place, String where, String why) {}

    record Route(String on, String prefix, String nextHop, String protocol) {}

    record Routes(List<Route> routes) {}

    final Set<String> applied = new HashSet<>();
    final Map<String, Change> outcomes = new HashMap<>();
    final Map<String, Supplier<Observation<?>>> sights = new HashMap<>();
    final List<String> performed = new CopyOnWriteArrayList<>();
    private final FakeTime time;

    FakeWorld(FakeTime time) {
        this.time = time;
    }

    void see(String verb, Supplier<Observation<?>> sight) {
        sights.put(verb, sight);
    }

    static Observation<?> peers(Function<String, String> stateOnRouter) {
        List<Peer> peers = List.of(
                new Peer("cilium", "k8s-ctr", "established"),
                new Peer("cilium", "k8s-w0", "established"),
                new Peer("router", "k8s-ctr", stateOnRouter.apply("k8s-ctr")),
                new Peer("router", "k8s-w0", stateOnRouter.apply("k8s-w0")));
        return new Observation.Seen<>(new Peers(List.of("cilium", "router"), peers, List.of()));
    }

    static Observation<?> routes(Route... routes) {
        return new Observation.Seen<>(new Routes(List.of(routes)));
    }

    @Override
    public Change plan(Action action, Scope scope) {
        if (applied.contains(action.summary())) {
            return new Change.None();
        }
        return outcomes.getOrDefault(
                "plan " + action.summary(),
                new Change.Planned(action.summary(), List.of("paste: " + action.summary())));
    }

    @Override
    public Change perform(Action action, Scope scope, Events events) {
        if (applied.contains(action.summary())) {
            return new Change.None();
        }
        time.advance(Duration.ofMillis(700));
        performed.add(action.summary());
        Change outcome = outcomes.getOrDefault(
                action.summary(),
                new Change.Done("did it", List.of("paste: " + action.summary()), Map.of("before", "nothing")));
        if (outcome instanceof Change.Done) {
            applied.add(action.summary());
        }
        return outcome;
    }

    @Override
    public Observation<?> observe(ProbeCall call, Scope scope) {
        time.advance(Duration.ofMillis(40));
        return sights.get(call.verb()).get();
    }

    @Override
    public String command(ProbeCall call, Scope scope) {
        return "cilab look " + call.verb();
    }

    @Override
    public Collection<ProbeSpec> probes() {
        return List.of(
                ProbeSpec.of("bgp-peers", List.of("cilium", "router"), Set.of(), Peers.class, "node"),
                ProbeSpec.of("routes", List.of(), Set.of("inside"), Routes.class, "prefix"));
    }

    @Override
    public Collection<String> capabilities() {
        return List.of("frr-router", "geneve");
    }
}
