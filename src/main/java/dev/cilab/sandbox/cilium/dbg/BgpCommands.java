package dev.cilab.sandbox.cilium.dbg;

import dev.cilab.sandbox.cilium.Cidr;
import dev.cilab.sandbox.cilium.Dialect;
import dev.cilab.sandbox.cilium.agent.Agent;
import dev.cilab.sandbox.cilium.bgp.Instance;
import dev.cilab.sandbox.cilium.bgp.NodeBgp;
import dev.cilab.sandbox.cilium.bgp.PeerState;
import dev.cilab.sandbox.cilium.bgp.Route;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/** {@code cilium-dbg bgp …}. */
final class BgpCommands {

    private static final String OFF = "BGP Control Plane is disabled\n";
    private static final Set<String> AFIS = Set.of("ipv4", "ipv6", "l2vpn", "ls", "opaque");
    private static final Set<String> SAFIS = Set.of("unicast", "multicast", "mpls_label");

    private final Agent agent;
    private final Dialect dialect;

    BgpCommands(Agent agent) {
        this.agent = agent;
        this.dialect = agent.config().dialect();
    }

    /** What the arguments of {@code routes} ask for. */
    private record Query(boolean advertised, String afi, OptionalLong asn, String peer, String problem) {

        static Query bad(String problem) {
            return new Query(false, "", OptionalLong.empty(), "", problem);
        }
    }

    Reply run(List<String> words, boolean json) {
        String command = words.isEmpty() ? "" : words.getFirst();
        List<String> rest = words.isEmpty() ? words : words.subList(1, words.size());
        return switch (command) {
            case "peers" -> agent.config().bgp() ? peers(json) : Reply.ok(OFF);
            case "routes" -> routes(rest, json);
            case "route-policies" -> agent.config().bgp() ? policies(rest, json) : Reply.ok(OFF);
            default -> Reply.failed("Error: unknown command \"" + command + "\" for \"cilium-dbg bgp\"");
        };
    }

    private Reply peers(boolean json) {
        List<PeerState> peers = agent.bgp().map(NodeBgp::peers).orElse(List.of());
        PeersView view = new PeersView(dialect, Instant.now());
        return Reply.ok(json ? GoText.json(view.json(peers)) : view.text(peers));
    }

    private Reply policies(List<String> words, boolean json) {
        OptionalLong asn = OptionalLong.empty();
        if (!words.isEmpty()) {
            String number = words.getFirst().equals("vrouter") && words.size() > 1 ? words.get(1) : words.getFirst();
            if (!number.matches("\\d{1,10}")) {
                return Reply.failed("Error: failed to parse vrouter ASN: invalid vrouter ASN: " + number);
            }
            asn = OptionalLong.of(Long.parseLong(number));
        }
        OptionalLong wanted = asn;
        List<Instance> instances = agent.bgp().map(NodeBgp::instances).orElse(List.of()).stream()
                .filter(instance -> wanted.isEmpty() || wanted.getAsLong() == instance.localAsn())
                .toList();
        PoliciesView view = new PoliciesView(dialect);
        return Reply.ok(json ? GoText.json(view.json(instances)) : view.text(instances));
    }

    private Reply routes(List<String> words, boolean json) {
        boolean defaulted = words.isEmpty();
        Query query = query(defaulted ? List.of("available", "ipv4", "unicast") : words);
        if (!query.problem().isEmpty()) {
            return Reply.failed("Error: " + query.problem());
        }
        if (!agent.config().bgp()) {
            return Reply.ok(OFF);
        }
        List<Route> routes = agent.bgp().stream()
                .flatMap(bgp -> (query.advertised() ? bgp.advertised(query.peer()) : bgp.available()).stream())
                .filter(route -> query.afi().equals("ipv4"))
                .filter(route -> query.asn().isEmpty() || query.asn().getAsLong() == route.instance())
                .toList();
        RoutesView view = new RoutesView(Instant.now());
        if (json) {
            return Reply.ok(GoText.json(view.json(routes)));
        }
        String lead = defaulted
                ? "(Defaulting to `available ipv4 unicast` routes, please see help for more options)\n\n"
                : "";
        return Reply.ok(lead + view.text(routes, query.advertised()));
    }

    private static Query query(List<String> words) {
        if (!Set.of("available", "advertised").contains(words.getFirst())) {
            return Query.bad("invalid argument: invalid table type discriminator `" + words.getFirst()
                    + "` (should be `available` / `advertised`)");
        }
        if (words.size() < 2) {
            return Query.bad("invalid argument: missing AFI value (e.g. `ipv4`)");
        }
        if (!AFIS.contains(words.get(1))) {
            return Query.bad("invalid argument: unknown AFI " + words.get(1));
        }
        if (words.size() < 3) {
            return Query.bad("invalid argument: missing SAFI value (e.g. `unicast`)");
        }
        if (!SAFIS.contains(words.get(2))) {
            return Query.bad("invalid argument: unknown SAFI " + words.get(2));
        }
        return narrowed(words.getFirst().equals("advertised"), words.get(1), words.subList(3, words.size()));
    }

    private static Query narrowed(boolean advertised, String afi, List<String> words) {
        List<String> rest = words;
        OptionalLong asn = OptionalLong.empty();
        if (!rest.isEmpty() && rest.getFirst().equals("vrouter")) {
            if (rest.size() < 2 || !rest.get(1).matches("\\d{1,10}")) {
                return Query.bad("failed to parse vrouter ASN: "
                        + (rest.size() < 2 ? "missing vrouter ASN value" : rest.get(1)));
            }
            asn = OptionalLong.of(Long.parseLong(rest.get(1)));
            rest = rest.subList(2, rest.size());
        }
        String peer = "";
        if (!rest.isEmpty() && Set.of("peer", "neighbor").contains(rest.getFirst())) {
            if (rest.size() < 2 || !Cidr.isAddress(rest.get(1))) {
                return Query.bad(
                        "failed to parse peer address: " + (rest.size() < 2 ? "missing peer IP address" : rest.get(1)));
            }
            peer = rest.get(1);
        }
        return new Query(advertised, afi, asn, peer, "");
    }
}
