package dev.cilab.probe.mesh;

import dev.cilab.env.Scope;
import dev.cilab.exec.Parallel;
import dev.cilab.exec.Parallel.Outcome;
import dev.cilab.exec.Result;
import dev.cilab.exec.Unreachable;
import dev.cilab.lab.NodeName;
import dev.cilab.lab.ProbeCall;
import dev.cilab.lab.ProbeSpec;
import dev.cilab.probe.Missed;
import dev.cilab.probe.Probe;
import dev.cilab.probe.Site;
import dev.cilab.probe.cilium.AgentPods;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** {@code mesh-troubleshoot}: {@code cilium-dbg troubleshoot clustermesh} of every agent, which exists as text only. */
public final class TroubleshootProbe implements Probe<Troubleshooting> {

    private static final String FAILED = "❌";

    @Override
    public ProbeSpec spec() {
        return ProbeSpec.of(
                "mesh-troubleshoot", List.of(Site.CILIUM), Set.of("cluster"), Troubleshooting.class, "node");
    }

    @Override
    public Troubleshooting look(ProbeCall call, Scope scope) throws Unreachable {
        Site site = new Site(call, scope);
        String cluster = site.cluster().name().value();
        AgentPods agents = new AgentPods(site);
        List<Troubleshooting.Report> reports = new ArrayList<>();
        List<Missed> missed = new ArrayList<>();
        for (Outcome<NodeName, Result> outcome : Parallel.map(
                agents.nodes(), node -> agents.answer(node, "cilium-dbg", "troubleshoot", "clustermesh"))) {
            String node = outcome.place().value();
            if (outcome.ok()) {
                String text = (outcome.value().stdout() + outcome.value().stderr()).stripTrailing();
                reports.add(new Troubleshooting.Report(
                        cluster, node, outcome.value().ok() && !text.contains(FAILED), text));
            } else {
                missed.add(new Missed(cluster, node, outcome.failure().getMessage()));
            }
        }
        return new Troubleshooting(List.of(cluster), reports, missed, agents.warnings());
    }

    @Override
    public String command(ProbeCall call, Scope scope) {
        return new Site(call, scope)
                .kubectl("-n kube-system exec ds/cilium -c cilium-agent -- cilium-dbg troubleshoot clustermesh");
    }
}
