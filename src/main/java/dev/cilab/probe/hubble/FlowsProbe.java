package dev.cilab.probe.hubble;

import dev.cilab.env.Scope;
import dev.cilab.exec.Parallel.Outcome;
import dev.cilab.exec.Unreachable;
import dev.cilab.lab.NodeName;
import dev.cilab.lab.ProbeCall;
import dev.cilab.lab.ProbeSpec;
import dev.cilab.probe.Arguments;
import dev.cilab.probe.Missed;
import dev.cilab.probe.Probe;
import dev.cilab.probe.Site;
import dev.cilab.probe.cilium.AgentPods;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code flows}: what the agents' Hubble saw last, each of its own node, merged by time. */
public final class FlowsProbe implements Probe<Flows> {

    private static final int LAST = 100;

    @Override
    public ProbeSpec spec() {
        Set<String> arguments = new HashSet<>(FlowQuery.OPTIONS.keySet());
        arguments.add("last");
        arguments.add("cluster");
        return ProbeSpec.of("flows", List.of(Site.CILIUM), arguments, Flows.class, "from");
    }

    @Override
    public Flows look(ProbeCall call, Scope scope) throws Unreachable {
        Site site = new Site(call, scope);
        AgentPods agents = new AgentPods(site);
        List<Flow> flows = new ArrayList<>();
        List<Missed> missed = new ArrayList<>();
        for (Outcome<NodeName, String> answer :
                agents.ask(query(call).argv(false).toArray(String[]::new))) {
            String node = answer.place().value();
            try {
                if (!answer.ok()) {
                    throw answer.failure();
                }
                for (String line : answer.value().lines().toList()) {
                    FlowReader.read(node, line).ifPresent(flows::add);
                }
            } catch (Unreachable e) {
                missed.add(new Missed(site.placeOf(answer.place(), Site.CILIUM), node, e.getMessage()));
            }
        }
        flows.sort(FlowReader.BY_TIME);
        return new Flows(site.placesOf(agents.nodes(), Site.CILIUM), flows, missed, List.of());
    }

    private static FlowQuery query(ProbeCall call) {
        Arguments arguments = new Arguments(call);
        Map<String, String> filters = new LinkedHashMap<>();
        FlowQuery.OPTIONS.keySet().forEach(name -> arguments.text(name).ifPresent(value -> filters.put(name, value)));
        return new FlowQuery(arguments.number("last", LAST), filters);
    }

    @Override
    public boolean alone() {
        return true;
    }

    @Override
    public String command(ProbeCall call, Scope scope) {
        return new Site(call, scope)
                .kubectl("-n kube-system exec ds/cilium -c cilium-agent -- hubble observe --last 20");
    }
}
