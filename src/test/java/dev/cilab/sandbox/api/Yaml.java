package dev.cilab.sandbox.api;

import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Objects as tests write them. */
final class Yaml {

    private Yaml() {}

    static ObjectNode object(String text) {
        return (ObjectNode) new YAMLMapper().readTree(text);
    }
}
