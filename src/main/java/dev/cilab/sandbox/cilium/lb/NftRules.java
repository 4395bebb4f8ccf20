package dev.cilab.sandbox.cilium.lb;

import dev.cilab.sandbox.cilium.Cidr;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The node's service load balancing as one nftables table that replaces the one before atomically.
 *
 * <p>Connections from outside (they come in on a device) and connections of pods and the node itself have a map each from address, protocol
 * and port to a chain that picks a backend at random. What has no backend is refused before translation.
 */
final class NftRules {

    static final String TABLE = "cilium_lb";

    private final StringBuilder out = new StringBuilder();
    private final Map<String, String> chains = new TreeMap<>();

    private NftRules() {}

    static String render(List<Frontend> frontends, LoadBalancer.Site site) {
        return new NftRules().table(frontends, site);
    }

    private String table(List<Frontend> frontends, LoadBalancer.Site site) {
        List<String> external = new ArrayList<>();
        List<String> internal = new ArrayList<>();
        Set<String> externalNone = new LinkedHashSet<>();
        Set<String> internalNone = new LinkedHashSet<>();
        for (Frontend frontend : unique(frontends)) {
            String key = frontend.ip() + " . " + protocol(frontend) + " . " + frontend.number();
            if (frontend.reachable()) {
                element(key, frontend, frontend.external(), external, externalNone);
            }
            element(key, frontend, frontend.internal(), internal, internalNone);
        }
        line("table ip " + TABLE);
        line("delete table ip " + TABLE);
        line("table ip " + TABLE + " {");
        line("  set uplinks { type ifname; " + elements(quoted(site.devices())) + "}");
        set("external_none", externalNone);
        set("internal_none", internalNone);
        chains.forEach((name, rule) -> line("  chain " + name + " { " + rule + "; }"));
        map("external", external);
        map("internal", internal);
        hooks();
        postrouting(site);
        line("}");
        return out.toString();
    }

    /** The first one wins where two services claim the same address and port, as two NodePort listings of one node would. */
    private static List<Frontend> unique(List<Frontend> frontends) {
        Map<String, Frontend> byKey = new TreeMap<>();
        for (Frontend frontend : frontends) {
            boolean balanced = frontend.port().protocol().equals("TCP")
                    || frontend.port().protocol().equals("UDP");
            if (balanced && !frontend.ip().equals(Frontend.ANY_ADDRESS)) {
                byKey.putIfAbsent(frontend.key(), frontend);
            }
        }
        return List.copyOf(byKey.values());
    }

    private void element(
            String key, Frontend frontend, List<LbService.Backend> backends, List<String> map, Set<String> none) {
        if (backends.isEmpty()) {
            none.add(key);
            return;
        }
        map.add(key + " : goto " + chain(frontend, backends));
    }

    /** Frontends of one service port with the same backends share a chain. */
    private String chain(Frontend frontend, List<LbService.Backend> backends) {
        String rule = "meta l4proto " + protocol(frontend) + " dnat ip addr . port to " + target(frontend, backends);
        for (Map.Entry<String, String> chain : chains.entrySet()) {
            if (chain.getValue().equals(rule)) {
                return chain.getKey();
            }
        }
        String name = "backends_%03d".formatted(chains.size());
        chains.put(name, rule);
        return name;
    }

    private static String target(Frontend frontend, List<LbService.Backend> backends) {
        if (backends.size() == 1) {
            return backends.getFirst().ip() + " . " + backends.getFirst().port();
        }
        String picker = frontend.service().affinity() ? "jhash ip saddr" : "numgen random";
        StringJoiner choices = new StringJoiner(", ", "{ ", " }");
        for (int i = 0; i < backends.size(); i++) {
            choices.add(
                    i + " : " + backends.get(i).ip() + " . " + backends.get(i).port());
        }
        return picker + " mod " + backends.size() + " map " + choices;
    }

    private static String protocol(Frontend frontend) {
        return frontend.port().protocol().toLowerCase(Locale.ROOT);
    }

    private void hooks() {
        line(
                "  chain answer_refused { meta l4proto tcp reject with tcp reset; reject with icmp type port-unreachable; }");
        line("  chain refuse {");
        line("    type filter hook prerouting priority -110;");
        line("    iifname @uplinks ip daddr . meta l4proto . th dport @external_none drop");
        line("    iifname != @uplinks ip daddr . meta l4proto . th dport @internal_none goto answer_refused");
        line("  }");
        line("  chain refuse_output {");
        line("    type filter hook output priority -110;");
        line("    ip daddr . meta l4proto . th dport @internal_none goto answer_refused");
        line("  }");
        line("  chain prerouting {");
        line("    type nat hook prerouting priority -100;");
        line("    iifname @uplinks ip daddr . meta l4proto . th dport vmap @external");
        line("    iifname != @uplinks ip daddr . meta l4proto . th dport vmap @internal");
        line("  }");
        line("  chain output {");
        line("    type nat hook output priority -100;");
        line("    ip daddr . meta l4proto . th dport vmap @internal");
        line("  }");
    }

    private void postrouting(LoadBalancer.Site site) {
        line("  chain postrouting {");
        line("    type nat hook postrouting priority 100;");
        // a backend on another node must answer through this one
        line("    iifname @uplinks oifname @uplinks ct status dnat masquerade fully-random");
        if (site.masquerade() && !site.podCidrs().isEmpty()) {
            line("    oifname @uplinks ip saddr " + block(site.podCidrs()) + " ip daddr != " + block(site.exempt())
                    + " masquerade");
        }
        if (!site.localPods().isEmpty()) {
            line("    ip saddr . ip daddr "
                    + site.localPods().stream().map(ip -> ip + " . " + ip).collect(Collectors.joining(", ", "{ ", " }"))
                    + " masquerade");
        }
        line("  }");
    }

    private void set(String name, Set<String> elements) {
        line("  set " + name + " { type ipv4_addr . inet_proto . inet_service; " + elements(List.copyOf(elements))
                + "}");
    }

    private void map(String name, List<String> elements) {
        line("  map " + name + " { type ipv4_addr . inet_proto . inet_service : verdict; " + elements(elements) + "}");
    }

    private static String elements(List<String> elements) {
        return elements.isEmpty() ? "" : "elements = { " + String.join(", ", elements) + " }; ";
    }

    private static String block(List<Cidr> cidrs) {
        // the kernel refuses networks that overlap
        return cidrs.stream()
                .distinct()
                .filter(cidr -> cidrs.stream()
                        .noneMatch(other -> other.length() < cidr.length() && other.contains(cidr.base())))
                .map(Cidr::toString)
                .collect(Collectors.joining(", ", "{ ", " }"));
    }

    private static List<String> quoted(List<String> names) {
        return names.stream().map(name -> '"' + name + '"').toList();
    }

    private void line(String text) {
        out.append(text).append('\n');
    }
}
