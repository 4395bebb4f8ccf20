package dev.cilab.sandbox.cluster.machinery;

import tools.jackson.databind.JsonNode;

/** Names an object within its type. @param namespace empty for cluster-scoped types */
public record Key(String namespace, String name) {

    public static Key of(JsonNode object) {
        return new Key(Meta.namespace(object), Meta.name(object));
    }
}
