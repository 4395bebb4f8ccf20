package dev.cilab.sandbox.cilium.lb;

import dev.cilab.sandbox.cilium.lb.LbService.Backend;
import java.util.List;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/**
 * What a Service's annotations say of the other clusters of a mesh ({@code service.cilium.io/global}, {@code …/shared}, {@code …/affinity},
 * and their older names).
 *
 * @param global whether the other clusters' backends are used, and may use this one's
 * @param shared whether this cluster's backends are told to the others; says nothing about what this cluster uses
 */
public record Sharing(boolean global, boolean shared, Affinity affinity) {

    public static final Sharing NONE = new Sharing(false, false, Affinity.NONE);

    /** Which backends are used while there are any of them. */
    public enum Affinity {
        NONE,
        LOCAL,
        REMOTE;

        boolean prefers(Backend backend) {
            return switch (this) {
                case NONE -> false;
                case LOCAL -> !backend.remote();
                case REMOTE -> backend.remote();
            };
        }
    }

    /** Without {@code global} the other two mean nothing. */
    static Sharing of(JsonNode service) {
        JsonNode annotations = service.path("metadata").path("annotations");
        if (!text(annotations, "service.cilium.io/global", "io.cilium/global-service", "false")
                .equals("true")) {
            return NONE;
        }
        boolean shared = !text(annotations, "service.cilium.io/shared", "io.cilium/shared-service", "true")
                .equals("false");
        String affinity = text(annotations, "service.cilium.io/affinity", "io.cilium/service-affinity", "none");
        return new Sharing(
                true,
                shared,
                switch (affinity) {
                    case "local" -> Affinity.LOCAL;
                    case "remote" -> Affinity.REMOTE;
                    default -> Affinity.NONE;
                });
    }

    /** Told to the other clusters. */
    public boolean exported() {
        return global && shared;
    }

    /** Those that take new connections: the preferred ones, and the others only while there is no preferred one. */
    List<Backend> select(List<Backend> backends) {
        List<Backend> preferred = backends.stream().filter(affinity::prefers).toList();
        return preferred.isEmpty() ? backends : preferred;
    }

    /** The preferred ones first. */
    List<Backend> sorted(List<Backend> backends) {
        Predicate<Backend> preferred = affinity::prefers;
        return backends.stream()
                .sorted((a, b) -> Boolean.compare(preferred.test(b), preferred.test(a)))
                .toList();
    }

    private static String text(JsonNode annotations, String name, String older, String otherwise) {
        return annotations.path(name).asString(annotations.path(older).asString(otherwise));
    }
}
