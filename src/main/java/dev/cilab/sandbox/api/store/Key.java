package dev.cilab.sandbox.api.store;

import dev.cilab.sandbox.api.Json;
import tools.jackson.databind.node.ObjectNode;

/** An object's place in its bucket. @param namespace empty for cluster-scoped objects */
public record Key(String namespace, String name) implements Comparable<Key> {

    public static Key of(ObjectNode object) {
        return new Key(Json.text(object, "metadata", "namespace"), Json.text(object, "metadata", "name"));
    }

    @Override
    public int compareTo(Key other) {
        int byNamespace = namespace.compareTo(other.namespace);
        return byNamespace != 0 ? byNamespace : name.compareTo(other.name);
    }
}
