package dev.cilab.sandbox.cilium;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Helm values, looked up by dotted path. */
record Values(JsonNode root) {

    static Values of(Map<String, Object> values) {
        return new Values(JsonMapper.shared().valueToTree(values));
    }

    /** A scalar as text, a list joined by blanks as the chart joins it. */
    String text(String path, String otherwise) {
        JsonNode at = at(path);
        if (at.isMissingNode() || at.isNull()) {
            return otherwise;
        }
        return at.isArray() ? String.join(" ", list(path)) : at.asString();
    }

    boolean on(String path) {
        return text(path, "false").equals("true");
    }

    boolean has(String path) {
        return !at(path).isMissingNode() && !at(path).isNull();
    }

    List<String> list(String path) {
        JsonNode at = at(path);
        List<String> items = new ArrayList<>();
        if (at.isArray()) {
            at.forEach(item -> items.add(item.asString()));
        } else if (at.isString()) {
            items.add(at.asString());
        }
        return items;
    }

    JsonNode at(String path) {
        JsonNode at = root;
        for (String name : path.split("\\.")) {
            at = at.path(name);
        }
        return at;
    }
}
