package dev.cilab.sandbox.api.admission;

import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.api.registry.Metadata;
import dev.cilab.sandbox.api.registry.Rules;
import tools.jackson.databind.node.ObjectNode;

/** Namespaces carry their own name as a label and stay until their content has gone. */
final class NamespaceRules implements Rules {

    @Override
    public void complete(ObjectNode object, ObjectNode old) {
        ObjectNode metadata = Metadata.of(object);
        Json.object(metadata, "labels").put("kubernetes.io/metadata.name", Json.text(metadata, "name"));
        ObjectNode spec = Json.object(object, "spec");
        if (old == null) {
            spec.putArray("finalizers").add("kubernetes");
            object.putObject("status").put("phase", "Active");
        } else {
            spec.set("finalizers", Json.at(old, "spec", "finalizers"));
        }
    }
}
