package dev.cilab.sandbox.api.http;

import dev.cilab.sandbox.api.ApiError;
import dev.cilab.sandbox.api.Schemas;
import dev.cilab.sandbox.api.registry.Errors;
import dev.cilab.sandbox.api.registry.Resource;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** {@code fieldValidation}: fields that the type does not have are refused, warned about or ignored. */
final class FieldCheck {

    private final Schemas schemas;
    private final TypedForm typedForm;

    FieldCheck(Schemas schemas, TypedForm typedForm) {
        this.schemas = schemas;
        this.typedForm = typedForm;
    }

    /**
     * Leaves the object as its type decodes it.
     *
     * @return warnings for the client
     * @throws ApiError 400 for values of the wrong type, and for unknown fields with Strict
     */
    List<String> check(Resource resource, ObjectNode object, Call call) {
        List<String> warnings = unknown(resource, object, call);
        typedForm.apply(resource, object);
        return warnings;
    }

    private List<String> unknown(Resource resource, ObjectNode object, Call call) {
        String mode = call.query().text("fieldValidation");
        return switch (mode) {
            case "Ignore" -> List.of();
            case "", "Warn" -> schemas.unknownFields(resource.type(), object);
            case "Strict" -> {
                List<String> unknown = schemas.unknownFields(resource.type(), object);
                if (!unknown.isEmpty()) {
                    throw Errors.badRequest(resource.type().kind() + " in version \""
                            + resource.type().version() + "\" cannot be handled as a "
                            + resource.type().kind() + ": strict decoding error: " + String.join(", ", unknown));
                }
                yield List.of();
            }
            default ->
                throw Identity.invalidOptions(
                        "CreateOptions",
                        "fieldValidation: Unsupported value: \"" + mode
                                + "\": supported values: \"Ignore\", \"Strict\", \"Warn\"");
        };
    }
}
