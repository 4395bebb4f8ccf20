package dev.cilab.sandbox.api.registry;

import dev.cilab.sandbox.api.Schemas;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** One stored object, several API versions; custom resources pass their schema on the way in. */
public final class Versions {

    private final Schemas schemas;

    public Versions(Schemas schemas) {
        this.schemas = schemas;
    }

    /** The stored object as this resource shows it. Shares nodes with the stored one: not to be changed. */
    public ObjectNode present(Resource resource, ObjectNode stored) {
        String wanted = resource.type().apiVersion();
        if (wanted.equals(stored.path("apiVersion").asString(""))) {
            return stored;
        }
        if (resource.type().kind().equals("Event")) {
            return wanted.equals("v1") ? EventForms.toCore(stored) : EventForms.toEvents(stored);
        }
        ObjectNode copy = stored.objectNode();
        copy.setAll(stored);
        copy.put("apiVersion", wanted);
        return copy;
    }

    /** Prunes, defaults and validates a custom resource; other objects pass as they are. */
    ObjectNode admit(Resource resource, ObjectNode object, Optional<ObjectNode> old) {
        return resource.custom() ? schemas.admit(resource.type(), object, old) : object;
    }
}
