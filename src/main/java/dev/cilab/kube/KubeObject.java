package dev.cilab.kube;

import java.util.Map;
import tools.jackson.databind.JsonNode;

/** A Kubernetes object as the API server gave it. */
public record KubeObject(JsonNode json) {

    public String apiVersion() {
        return json.path("apiVersion").asString("");
    }

    public String kind() {
        return json.path("kind").asString("");
    }

    public String name() {
        return json.at("/metadata/name").asString("");
    }

    public String namespace() {
        return json.at("/metadata/namespace").asString("");
    }

    public String uid() {
        return json.at("/metadata/uid").asString("");
    }

    public Map<String, String> labels() {
        return strings("/metadata/labels");
    }

    public Map<String, String> annotations() {
        return strings("/metadata/annotations");
    }

    /** The node at a JSON pointer, or a missing node. */
    public JsonNode at(String pointer) {
        return json.at(pointer);
    }

    private Map<String, String> strings(String pointer) {
        var found = new java.util.LinkedHashMap<String, String>();
        json.at(pointer)
                .properties()
                .forEach(e -> found.put(e.getKey(), e.getValue().asString("")));
        return found;
    }
}
