package dev.cilab.sandbox.api.schema;

import dev.cilab.sandbox.api.Catalogue;
import dev.cilab.sandbox.api.ResourceType;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.node.ObjectNode;

/** The shape of every type that is served: built in, or from its CustomResourceDefinition. Thread-safe. */
public final class Shapes {

    private record Known(ObjectNode definition, Shape shape) {}

    private final BuiltinTypes builtin;
    private final Catalogue catalogue;
    private final Map<String, Known> custom = new ConcurrentHashMap<>();

    public Shapes(BuiltinTypes builtin, Catalogue catalogue) {
        this.builtin = builtin;
        this.catalogue = catalogue;
    }

    public boolean builtin(ResourceType type) {
        return builtin.kind(type.apiVersion(), type.kind()).isPresent();
    }

    /** {@link Shape#ANY} when nothing is known of the type. */
    public Shape of(ResourceType type) {
        Optional<Shape.Struct> own = builtin.kind(type.apiVersion(), type.kind());
        if (own.isPresent()) {
            return own.get();
        }
        return catalogue
                .definition(type)
                .map(definition -> custom(type, definition))
                .orElse(Shape.ANY);
    }

    private Shape custom(ResourceType type, ObjectNode definition) {
        return custom.compute(
                        type.apiVersion() + " " + type.kind(),
                        (key, known) -> known != null && known.definition() == definition
                                ? known
                                : new Known(
                                        definition,
                                        CustomShape.of(definition, type.version(), builtin.struct("ObjectMeta"))))
                .shape();
    }
}
