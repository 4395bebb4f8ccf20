package dev.cilab.sandbox.api;

import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Server-side printing: {@code meta.k8s.io/v1 Table} with the columns that kubectl shows. */
public interface Tables {

    /**
     * @return a Table with columnDefinitions and one row per object; metadata is empty (the caller adds resourceVersion, continue and
     *     remainingItemCount)
     */
    ObjectNode render(ResourceType type, List<ObjectNode> objects, Include include);

    /** What each row's {@code object} carries: nothing, a PartialObjectMetadata (the default of the API), or the whole object. */
    enum Include {
        NONE,
        METADATA,
        OBJECT
    }
}
