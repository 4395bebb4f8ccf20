package dev.cilab.sandbox.cilium.bgp;

import dev.cilab.sandbox.cilium.Cidr;
import java.util.List;
import java.util.OptionalLong;

/**
 * A route policy of one BGP instance.
 *
 * @param name as Cilium names it, e.g. {@code tor-switch-ipv4-PodCIDR}
 */
public record RoutePolicy(String name, Type type, List<Statement> statements) {

    /** Accepts what the instance itself announces; nothing that a peer sends gets into the instance's table. */
    public static final RoutePolicy ALLOW_LOCAL = new RoutePolicy(
            "allow-local",
            Type.IMPORT,
            List.of(new Statement(List.of(), List.of(), List.of(), List.of(), OptionalLong.empty())));

    public RoutePolicy {
        statements = List.copyOf(statements);
    }

    /** In which direction it is applied. */
    public enum Type {
        IMPORT,
        EXPORT
    }

    /**
     * What matches is accepted.
     *
     * @param neighbors        addresses of the peers it applies to; empty = any
     * @param prefixes         exact prefixes; empty = any
     * @param communities      added, as {@code 65000:99} or a well-known name
     * @param largeCommunities added, as {@code a:b:c}
     */
    public record Statement(
            List<String> neighbors,
            List<Cidr> prefixes,
            List<String> communities,
            List<String> largeCommunities,
            OptionalLong localPreference) {

        public Statement {
            neighbors = List.copyOf(neighbors);
            prefixes = List.copyOf(prefixes);
            communities = List.copyOf(communities);
            largeCommunities = List.copyOf(largeCommunities);
        }
    }
}
