package dev.cilab.sandbox.cilium.bgp;

import dev.cilab.sandbox.cilium.Cidr;
import java.util.List;
import java.util.stream.Collectors;

/** gobgpd's configuration file for one instance. */
final class GobgpToml {

    /**
     * Seconds after which a failed dial is tried again. A learner who configures the router last should not wait for the two minutes that
     * BGP's default would cost; what Cilium reports is still the configured value.
     */
    private static final int LONGEST_CONNECT_RETRY = 5;

    private final StringBuilder out = new StringBuilder();

    private GobgpToml() {}

    static String render(Instance instance) {
        GobgpToml toml = new GobgpToml();
        toml.global(instance);
        instance.peers().forEach(toml::neighbor);
        toml.neighborSets(instance.peers());
        toml.policy(RoutePolicy.ALLOW_LOCAL);
        instance.policies().forEach(toml::policy);
        return toml.out.toString();
    }

    private void global(Instance instance) {
        table("global.config");
        number("as", instance.localAsn());
        text("router-id", instance.routerId());
        number("port", instance.listenPort());
        table("global.apply-policy.config");
        texts("import-policy-list", List.of(RoutePolicy.ALLOW_LOCAL.name()));
        text("default-import-policy", "reject-route");
        texts(
                "export-policy-list",
                instance.policies().stream().map(RoutePolicy::name).toList());
        text("default-export-policy", "reject-route");
    }

    private void neighbor(Instance.Peer peer) {
        PeerSettings settings = peer.settings();
        element("neighbors");
        table("neighbors.config");
        text("neighbor-address", peer.address());
        number("peer-as", peer.asn());
        text("description", peer.name());
        if (!peer.password().isEmpty()) {
            text("auth-password", peer.password());
        }
        table("neighbors.transport.config");
        number("remote-port", settings.port());
        if (!peer.localAddress().isEmpty()) {
            text("local-address", peer.localAddress());
        }
        table("neighbors.timers.config");
        number("hold-time", settings.hold());
        number("keepalive-interval", settings.keepalive());
        number("connect-retry", Math.min(settings.connectRetry(), LONGEST_CONNECT_RETRY));
        number("idle-hold-time-after-reset", 1);
        if (settings.multihop() > 1) {
            table("neighbors.ebgp-multihop.config");
            flag("enabled");
            number("multihop-ttl", settings.multihop());
        }
        if (settings.restart() > 0) {
            table("neighbors.graceful-restart.config");
            flag("enabled");
            number("restart-time", settings.restart());
            flag("notification-enabled");
        }
        for (PeerSettings.Family family : settings.families()) {
            element("neighbors.afi-safis");
            table("neighbors.afi-safis.config");
            text("afi-safi-name", family.name());
            if (settings.restart() > 0) {
                table("neighbors.afi-safis.mp-graceful-restart.config");
                flag("enabled");
            }
        }
    }

    /** One per peer, named by the address. */
    private void neighborSets(List<Instance.Peer> peers) {
        for (Instance.Peer peer : peers) {
            element("defined-sets.neighbor-sets");
            text("neighbor-set-name", peer.address());
            texts("neighbor-info-list", List.of(peer.address() + "/32"));
        }
    }

    private void policy(RoutePolicy policy) {
        int index = 0;
        for (RoutePolicy.Statement statement : policy.statements()) {
            String name = policy.name() + "-" + index++;
            if (!statement.prefixes().isEmpty()) {
                prefixSet(name, statement.prefixes());
            }
        }
        element("policy-definitions");
        text("name", policy.name());
        index = 0;
        for (RoutePolicy.Statement statement : policy.statements()) {
            statement(policy, policy.name() + "-" + index++, statement);
        }
    }

    private void prefixSet(String name, List<Cidr> prefixes) {
        element("defined-sets.prefix-sets");
        text("prefix-set-name", name);
        for (Cidr prefix : prefixes) {
            element("defined-sets.prefix-sets.prefix-list");
            text("ip-prefix", prefix.toString());
            text("masklength-range", prefix.length() + ".." + prefix.length());
        }
    }

    private void statement(RoutePolicy policy, String name, RoutePolicy.Statement statement) {
        String at = "policy-definitions.statements";
        element(at);
        text("name", name);
        if (policy.type() == RoutePolicy.Type.IMPORT) {
            table(at + ".conditions.bgp-conditions");
            text("route-type", "local");
        }
        if (!statement.prefixes().isEmpty()) {
            table(at + ".conditions.match-prefix-set");
            text("prefix-set", name);
            text("match-set-options", "any");
        }
        if (!statement.neighbors().isEmpty()) {
            table(at + ".conditions.match-neighbor-set");
            text("neighbor-set", statement.neighbors().getFirst());
            text("match-set-options", "any");
        }
        table(at + ".actions");
        text("route-disposition", "accept-route");
        if (statement.localPreference().isPresent()) {
            table(at + ".actions.bgp-actions");
            number("set-local-pref", statement.localPreference().getAsLong());
        }
        communities(at + ".actions.bgp-actions.set-community", statement.communities());
        communities(at + ".actions.bgp-actions.set-large-community", statement.largeCommunities());
    }

    private void communities(String at, List<String> communities) {
        if (communities.isEmpty()) {
            return;
        }
        table(at);
        text("options", "add");
        table(at + at.substring(at.lastIndexOf('.')) + "-method");
        texts("communities-list", communities);
    }

    private void table(String name) {
        out.append('[').append(name).append("]\n");
    }

    private void element(String name) {
        out.append("[[").append(name).append("]]\n");
    }

    private void number(String key, long value) {
        out.append(key).append(" = ").append(value).append('\n');
    }

    private void flag(String key) {
        out.append(key).append(" = true\n");
    }

    private void text(String key, String value) {
        out.append(key).append(" = ").append(quoted(value)).append('\n');
    }

    private void texts(String key, List<String> values) {
        out.append(key)
                .append(" = ")
                .append(values.stream().map(GobgpToml::quoted).collect(Collectors.joining(", ", "[", "]")))
                .append('\n');
    }

    private static String quoted(String value) {
        StringBuilder text = new StringBuilder("\"");
        for (char c : value.toCharArray()) {
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c < ' ') {
                text.append(String.format("\\u%04x", (int) c));
            } else {
                text.append(c);
            }
        }
        return text.append('"').toString();
    }
}
