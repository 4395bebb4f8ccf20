package dev.cilab.sandbox.api.registry;

import dev.cilab.sandbox.api.ResourceType;
import dev.cilab.sandbox.api.store.Bucket;
import java.util.List;
import java.util.Set;

/**
 * A served type with what can be done to it.
 *
 * @param verbs        as discovery lists them
 * @param subresources names under an object, e.g. {@code status}
 * @param generated    keeps {@code metadata.generation}
 * @param custom       comes from a CustomResourceDefinition
 */
public record Resource(
        ResourceType type, List<String> verbs, Set<String> subresources, boolean generated, boolean custom) {

    public Resource {
        verbs = List.copyOf(verbs);
    }

    public Bucket bucket() {
        // Events are one store with two APIs, as in a real server.
        String group = type.kind().equals("Event") ? "" : type.group();
        return new Bucket(group, type.plural());
    }

    public boolean hasStatus() {
        return subresources.contains("status");
    }

    public boolean allows(String verb) {
        return verbs.contains(verb);
    }

    /** {@code pods} or {@code deployments.apps}: how messages name it. */
    public String qualified() {
        return type.group().isEmpty() ? type.plural() : type.plural() + "." + type.group();
    }

    /** {@code Pod} or {@code Deployment.apps}: how Invalid messages name it. */
    public String qualifiedKind() {
        return type.group().isEmpty() ? type.kind() : type.kind() + "." + type.group();
    }

    public boolean is(String group, String kind) {
        return type.group().equals(group) && type.kind().equals(kind);
    }
}
