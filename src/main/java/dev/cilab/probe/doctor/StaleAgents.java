package dev.cilab.probe.doctor;

import dev.cilab.env.Finding;
import dev.cilab.exec.Unreachable;
import dev.cilab.probe.cilium.Agent;
import dev.cilab.probe.cilium.Agents;
import dev.cilab.probe.cilium.AgentsProbe;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Agents read their ConfigMap at start: one that does otherwise than it says has not been restarted since. */
final class StaleAgents implements Ailment {

    @Override
    public List<Finding> look(Patient patient) throws Unreachable {
        Agents seen = patient.look(new AgentsProbe(), List.of());
        List<Finding> findings = new ArrayList<>();
        String restart = patient.kubectl("-n kube-system rollout restart daemonset/cilium");
        boolean bgp = patient.isOn("enable-bgp-control-plane");
        differ(
                seen,
                agent -> agent.ready() && agent.bgp() != bgp,
                "enable-bgp-control-plane=" + bgp,
                restart,
                findings);
        String mode = patient.setting("bpf-lb-mode");
        String wanted = mode.isEmpty() ? "snat" : mode;
        differ(
                seen,
                agent -> !agent.loadBalancerMode().isEmpty()
                        && !agent.loadBalancerMode().equalsIgnoreCase(wanted),
                "bpf-lb-mode=" + wanted,
                restart,
                findings);
        List<String> silent = seen.agents().stream()
                .filter(agent -> !agent.ready())
                .map(Agent::node)
                .toList();
        if (!silent.isEmpty()) {
            findings.addAll(Ailment.error(
                    "agents are not ready",
                    String.join(", ", silent),
                    patient.kubectl("-n kube-system logs ds/cilium -c cilium-agent --tail 50")));
        }
        return findings;
    }

    private static void differ(
            Agents seen, Predicate<Agent> other, String setting, String restart, List<Finding> findings) {
        String nodes = seen.agents().stream().filter(other).map(Agent::node).collect(Collectors.joining(", "));
        if (!nodes.isEmpty()) {
            findings.addAll(Ailment.error(
                    "agents do otherwise than cilium-config says: they were not restarted since it changed",
                    setting + " is not what is done on " + nodes,
                    restart));
        }
    }
}
