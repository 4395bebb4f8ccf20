package dev.cilab.sandbox.api;

import java.util.List;

/**
 * A resource as discovery lists it.
 *
 * @param group empty for the core group
 */
public record ResourceType(
        String group,
        String version,
        String kind,
        String plural,
        String singular,
        boolean namespaced,
        List<String> shortNames,
        List<String> categories) {

    public ResourceType {
        shortNames = List.copyOf(shortNames);
        categories = List.copyOf(categories);
    }

    public String apiVersion() {
        return group.isEmpty() ? version : group + "/" + version;
    }
}
