package dev.cilab.sandbox.api.patch;

import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Short notation for objects in tests. */
final class Yaml {

    private static final YAMLMapper MAPPER = new YAMLMapper();

    private Yaml() {}

    static ObjectNode object(String yaml) {
        return (ObjectNode) MAPPER.readTree(yaml);
    }
}
