package dev.cilab.run;

import dev.cilab.env.Scope;
import dev.cilab.event.Event;
import dev.cilab.event.Events;
import dev.cilab.lab.Lab;
import dev.cilab.lab.LabInvalid;
import dev.cilab.lab.Overrides;
import dev.cilab.lab.reader.LabReader;
import dev.cilab.lab.reader.MemoryFiles;
import dev.cilab.probe.Observation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** A small lab in a fake world, where all goes well unless a test says otherwise. */
public final class Scene {

    private static final String LAB = """
            cilab: 1
            lab: bgp
            title: Cilium BGP Control Plane with FRR
            vars: { podCidr: 172.20.0.0/16 }
            waits: { bgp-up: 60s, quiet: 5s }
            steps:
            - id: start
              title: Nodes know nothing of each other's pods
              check:
              - name: nodes see no foreign PodCIDR
                routes: { on: "${nodes.cluster}", inside: "${podCidr}" }
                that: routes.all(r, r.protocol == 'kernel')
                holds: quiet
                until: static
            - id: peering
              title: Peer every node with the router
              needs: [start]
              explain: |
                Three resources work together: the advertisement says what, the peer
                configuration says how, the cluster configuration says who.
              do:
              - label: { nodes: "${nodes.cluster}", set: { enable-bgp: "true" } }
              - frr: { node: router, block: router bgp 65000, lines: ["neighbor ${addresses.cluster} peer-group CILIUM"] }
              check:
              - name: Cilium and FRR agree on every peering
                bgp-peers: { on: [cilium, router], expect: "${nodes.cluster}", state: established }
                eventually: bgp-up
                hints:
                - when: peers.exists(p, p.state == 'active')
                  say: The router does not let a node in. Is it a neighbor in FRR?
                  try: cilab ssh router -- sudo vtysh -c 'show ip bgp summary'
              undo:
              - label: { nodes: "${nodes.cluster}", unset: [enable-bgp] }
            - id: dsr
              title: Direct server return
              needs: [peering]
              requires: [geneve]
              check:
              - { name: never looked at, routes: { on: router }, that: routes.size() > 0 }
            - id: static
              title: Send pod traffic through the router
              needs: [peering]
              do:
              - route: { nodes: "${nodes.cluster}", add: "${podCidr}", via: router }
              check:
              - name: every node routes pods via the router
                routes: { on: "${nodes.cluster}" }
                that: routes.exists(r, r.prefix == podCidr)
            """;

    public final FakeTime time = new FakeTime();
    final FakeWorld world = new FakeWorld(time);
    public final List<Event> events = new ArrayList<>();
    public final Lab lab;
    private final Path journal;

    public Scene(Path journal) {
        this.journal = journal;
        try {
            lab = LabReader.read(MemoryFiles.lab(LAB), world, Overrides.none("sandbox"));
        } catch (LabInvalid e) {
            throw new IllegalStateException(e);
        }
        world.see("bgp-peers", () -> FakeWorld.peers(node -> "established"));
        world.see("routes", this::routes);
    }

    /** Foreign routes appear with the static step. */
    private Observation<?> routes() {
        FakeWorld.Route own = new FakeWorld.Route("k8s-ctr", "172.20.0.0/24", "", "kernel");
        FakeWorld.Route all = new FakeWorld.Route("k8s-ctr", "172.20.0.0/16", "192.168.10.200", "static");
        boolean applied = world.applied.stream().anyMatch(each -> each.startsWith("route "));
        return applied ? FakeWorld.routes(own, all) : FakeWorld.routes(own);
    }

    public void routerRefuses(String node) {
        world.see("bgp-peers", () -> FakeWorld.peers(each -> each.equals(node) ? "active" : "established"));
    }

    public void routerIsSilent() {
        world.see("bgp-peers", () -> new Observation.Unseen<>("router: connection refused on port 22"));
    }

    /** The look never ends by itself: only an interrupt of its thread ends it. */
    public void lookAtPeersHangs(Runnable first) {
        world.see("bgp-peers", () -> {
            first.run();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return new Observation.Unseen<>("interrupted");
        });
    }

    /** The steps go one by one, so that the time that passes is the same in every run. */
    public Run run(Events listener, Options options) {
        return runAhead(listener, new Options(options.keepGoing(), options.patience(), options.grace(), true));
    }

    Run runAhead(Events listener, Options options) {
        Scope scope = FakeEnvironment.scope(lab);
        Events both = event -> {
            events.add(event);
            listener.emit(event);
        };
        return new Run(lab, scope, world, world, both, new Journal(journal), options, time);
    }

    public Run run() {
        return run(Events.NONE, Options.DEFAULT);
    }

    public Plan all() {
        try {
            return new Planner(lab).range(Optional.empty(), Optional.empty());
        } catch (Planner.UnknownStep e) {
            throw new IllegalStateException(e);
        }
    }
}
