package dev.cilab.probe.cilium;

import dev.cilab.env.Scope;
import dev.cilab.exec.Parallel;
import dev.cilab.exec.Parallel.Outcome;
import dev.cilab.exec.Unreachable;
import dev.cilab.kube.KubeObject;
import dev.cilab.lab.NodeName;
import dev.cilab.lab.ProbeCall;
import dev.cilab.lab.ProbeSpec;
import dev.cilab.probe.Json;
import dev.cilab.probe.Missed;
import dev.cilab.probe.Probe;
import dev.cilab.probe.Site;
import dev.cilab.probe.kube.Conditions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * {@code cilium-status}: each agent's pod, what the agent says of itself ({@code cilium-dbg status -o json}) and whether its BGP Control Plane
 * runs. An agent that is not Ready and does not answer is seen (health {@code unknown}); one that is Ready and does not answer is not.
 */
public final class AgentsProbe implements Probe<Agents> {

    @Override
    public ProbeSpec spec() {
        return ProbeSpec.of("cilium-status", List.of(Site.CILIUM), Set.of("cluster"), Agents.class, "node");
    }

    @Override
    public Agents look(ProbeCall call, Scope scope) throws Unreachable {
        Site site = new Site(call, scope);
        AgentPods pods = new AgentPods(site);
        List<Agent> agents = new ArrayList<>();
        List<Missed> missed = new ArrayList<>();
        List<NodeName> present = pods.nodes().stream().filter(pods::runsOn).toList();
        for (Outcome<NodeName, Agent> outcome :
                Parallel.map(present, node -> agent(site.placeOf(node, Site.CILIUM), pods, node))) {
            if (outcome.ok()) {
                agents.add(outcome.value());
            } else {
                NodeName node = outcome.place();
                missed.add(new Missed(
                        site.placeOf(node, Site.CILIUM),
                        node.value(),
                        outcome.failure().getMessage()));
            }
        }
        return new Agents(site.placesOf(pods.nodes(), Site.CILIUM), agents, missed, pods.warnings());
    }

    private static Agent agent(String place, AgentPods pods, NodeName node) throws Unreachable {
        KubeObject pod = pods.pod(node);
        boolean ready = Conditions.isTrue(pod, "Ready");
        try {
            List<Outcome<String, String>> said = Parallel.map(
                    List.of("status", "bgp peers"),
                    what -> pods.text(node, ("cilium-dbg " + what + " -o json").split(" ")));
            JsonNode status = Json.read(node.value(), answer(said.get(0)));
            boolean bgp = !answer(said.get(1)).contains(AgentPods.BGP_OFF);
            return read(place, node.value(), pod, ready, bgp, status);
        } catch (Unreachable e) {
            if (ready) {
                throw e;
            }
            return read(place, node.value(), pod, false, false, MissingNode.getInstance());
        }
    }

    private static String answer(Outcome<String, String> outcome) throws Unreachable {
        if (!outcome.ok()) {
            throw outcome.failure();
        }
        return outcome.value();
    }

    static Agent read(String place, String node, KubeObject pod, boolean ready, boolean bgp, JsonNode status) {
        JsonNode features = status.at("/kube-proxy-replacement/features");
        JsonNode balancing = features.path("nodePort");
        return new Agent(
                place,
                node,
                pod.name(),
                AgentPods.version(pod),
                ready,
                pod.at("/status/containerStatuses/0/restartCount").asInt(0),
                status.at("/cilium/state").asString("unknown").toLowerCase(Locale.ROOT),
                status.at("/cilium/msg").asString(""),
                bgp,
                status.at("/hubble/state").asString("").equalsIgnoreCase("ok"),
                status.at("/kube-proxy-replacement/mode").asString("").toLowerCase(Locale.ROOT),
                status.at("/masquerading/mode").asString(""),
                balancing.path("mode").asString("").toLowerCase(Locale.ROOT),
                balancing.path("dsrMode").asString("").toLowerCase(Locale.ROOT),
                balancing.path("algorithm").asString("").toLowerCase(Locale.ROOT),
                balancing.path("lutSize").asInt(0),
                features.at("/sessionAffinity/enabled").asBoolean(false));
    }

    @Override
    public String command(ProbeCall call, Scope scope) {
        return new Site(call, scope).kubectl("-n kube-system get pods -l k8s-app=cilium -o wide");
    }
}
