package dev.cilab.sandbox.cluster.controller;

import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.api.ResourceType;
import dev.cilab.sandbox.cluster.machinery.Meta;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes Pod objects from {@code spec.template}. */
final class PodTemplate {

    private PodTemplate() {}

    static ObjectNode pod(ObjectNode owner, ResourceType ownerType, String name) {
        JsonNode template = owner.path("spec").path("template");
        ObjectNode pod = Json.object().put("apiVersion", "v1").put("kind", "Pod");
        ObjectNode metadata = pod.putObject("metadata").put("name", name).put("namespace", Meta.namespace(owner));
        copy(template.path("metadata"), metadata, "labels");
        copy(template.path("metadata"), metadata, "annotations");
        Meta.own(pod, ownerType, owner);
        pod.set("spec", template.path("spec").deepCopy());
        return pod;
    }

    private static void copy(JsonNode from, ObjectNode to, String field) {
        if (from.path(field).isObject()) {
            to.set(field, from.get(field).deepCopy());
        }
    }
}
