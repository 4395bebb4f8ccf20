package dev.cilab.sandbox.api;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** What the server knows of the shape of objects: OpenAPI documents, unknown fields, and the rules of custom resources. */
public interface Schemas {

    /**
     * A custom resource as its CRD admits it: unknown fields pruned, defaults filled in.
     *
     * @param old the stored object on update (transition rules); empty on create
     * @throws ApiError 422 Invalid with one cause per broken rule
     */
    ObjectNode admit(ResourceType type, ObjectNode object, Optional<ObjectNode> old);

    /**
     * Checks a CustomResourceDefinition's own schemas.
     *
     * @return field and message of what is wrong; empty = structural and complete
     */
    List<Problem> check(ObjectNode definition);

    /**
     * Fields of the object that its type does not have, in the words of fieldValidation, e.g. {@code unknown field "spec.replica"}. Empty when
     * the type's shape is not known.
     */
    List<String> unknownFields(ResourceType type, ObjectNode object);

    /** The Swagger 2.0 document as JSON. */
    byte[] openApiV2();

    /** The Swagger 2.0 document as protobuf, the only form that kubectl reads it in. */
    byte[] openApiV2Protobuf();

    /** {@code /openapi/v3}: paths and their serverRelativeURLs. */
    ObjectNode openApiV3Index();

    /** @param path e.g. {@code api/v1} or {@code apis/cilium.io/v2}; empty when not served */
    Optional<byte[]> openApiV3(String path);

    /** @param field e.g. {@code spec.versions[0].schema.openAPIV3Schema} */
    record Problem(String field, String message) {}
}
