package dev.cilab.kube;

import java.util.List;
import java.util.Locale;

/** A resource type as the server's discovery tells it. */
record Resource(
        String group,
        String version,
        String plural,
        String singular,
        String kind,
        List<String> shortNames,
        boolean namespaced) {

    String apiVersion() {
        return group.isEmpty() ? version : group + "/" + version;
    }

    /** What kubectl accepts for it, without the group. */
    boolean answersTo(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return plural.equals(lower)
                || singular.equals(lower)
                || kind.toLowerCase(Locale.ROOT).equals(lower)
                || shortNames.contains(lower);
    }

    /** @param namespace empty = all, or none for a cluster-scoped type; @param name empty = the collection */
    String path(String namespace, String name) {
        String base = group.isEmpty() ? "/api/" + version : "/apis/" + group + "/" + version;
        String scope = namespaced && !namespace.isEmpty() ? "/namespaces/" + namespace : "";
        return base + scope + "/" + plural + (name.isEmpty() ? "" : "/" + name);
    }
}
