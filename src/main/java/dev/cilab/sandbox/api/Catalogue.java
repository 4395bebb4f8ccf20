package dev.cilab.sandbox.api;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** The types that the server serves now, built in and from CustomResourceDefinitions. Thread-safe; answers change as CRDs come and go. */
public interface Catalogue {

    /** In the order of discovery. */
    List<ResourceType> types();

    /** The CustomResourceDefinition (as stored, all versions) that a type comes from; empty for built-in types. Not to be changed. */
    Optional<ObjectNode> definition(ResourceType type);
}
