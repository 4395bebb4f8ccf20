package dev.cilab.sandbox.api;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Schemas that admit everything. */
final class Unchecked implements Schemas {

    @Override
    public ObjectNode admit(ResourceType type, ObjectNode object, Optional<ObjectNode> old) {
        return object;
    }

    @Override
    public List<Problem> check(ObjectNode definition) {
        return List.of();
    }

    @Override
    public List<String> unknownFields(ResourceType type, ObjectNode object) {
        return List.of();
    }

    @Override
    public byte[] openApiV2() {
        return "{\"swagger\":\"2.0\",\"info\":{\"title\":\"Kubernetes\",\"version\":\"v1\"},\"paths\":{}}"
                .getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public ObjectNode openApiV3Index() {
        ObjectNode index = Json.object();
        index.putObject("paths");
        return index;
    }

    @Override
    public Optional<byte[]> openApiV3(String path) {
        return Optional.empty();
    }
}
