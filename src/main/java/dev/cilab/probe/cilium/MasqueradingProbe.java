package dev.cilab.probe.cilium;

import dev.cilab.env.Scope;
import dev.cilab.exec.Parallel.Outcome;
import dev.cilab.exec.Unreachable;
import dev.cilab.lab.NodeName;
import dev.cilab.lab.ProbeCall;
import dev.cilab.lab.ProbeSpec;
import dev.cilab.probe.Json;
import dev.cilab.probe.Missed;
import dev.cilab.probe.Probe;
import dev.cilab.probe.Site;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * {@code ip-masq}: {@code cilium-dbg bpf ipmasq list -o json} of every agent. Newer agents print a list of texts, older ones a list of
 * address and mask in base64 (Go's net.IPNet); an empty map prints nothing.
 */
public final class MasqueradingProbe implements Probe<Masquerading> {

    @Override
    public ProbeSpec spec() {
        return ProbeSpec.of("ip-masq", List.of(Site.CILIUM), Set.of("cluster"), Masquerading.class, "cidr");
    }

    @Override
    public Masquerading look(ProbeCall call, Scope scope) throws Unreachable {
        Site site = new Site(call, scope);
        AgentPods agents = new AgentPods(site);
        List<Outcome<NodeName, String>> answers = agents.ask("cilium-dbg", "bpf", "ipmasq", "list", "-o", "json");
        List<Missed> missed = new ArrayList<>(AgentPods.missed(site, answers).toList());
        List<NotMasqueraded> networks = new ArrayList<>();
        for (Outcome<NodeName, String> answer : answers) {
            if (answer.ok() && !answer.value().isBlank()) {
                String node = answer.place().value();
                String place = site.placeOf(answer.place(), Site.CILIUM);
                try {
                    networks.addAll(read(place, node, Json.read(node, answer.value())));
                } catch (Unreachable e) {
                    missed.add(new Missed(place, e.where(), e.getMessage()));
                }
            }
        }
        return new Masquerading(site.placesOf(agents.nodes(), Site.CILIUM), networks, missed, agents.warnings());
    }

    static List<NotMasqueraded> read(String on, String node, JsonNode answer) {
        return answer.valueStream()
                .map(each -> new NotMasqueraded(on, node, each.isString() ? each.asString() : cidr(each)))
                .toList();
    }

    private static String cidr(JsonNode ipNet) {
        int length = 0;
        for (byte part : Base64.getDecoder().decode(ipNet.path("Mask").asString(""))) {
            length += Integer.bitCount(Byte.toUnsignedInt(part));
        }
        return ipNet.path("IP").asString("") + "/" + length;
    }

    @Override
    public String command(ProbeCall call, Scope scope) {
        return new Site(call, scope)
                .kubectl("-n kube-system exec ds/cilium -c cilium-agent -- cilium-dbg bpf ipmasq list");
    }
}
