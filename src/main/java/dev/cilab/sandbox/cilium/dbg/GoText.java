package dev.cilab.sandbox.cilium.dbg;

import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Values as Go's standard library writes them. */
final class GoText {

    private GoText() {}

    /** {@code json.MarshalIndent} with two blanks, and a line end. */
    static String json(JsonNode node) {
        StringBuilder text = new StringBuilder();
        json(node, "\n", text);
        return text.append('\n').toString();
    }

    /** Rounded to seconds: {@code 0s}, {@code 25s}, {@code 2h13m35s}. */
    static String duration(Duration duration) {
        long seconds = duration.plusMillis(500).toSeconds();
        StringBuilder text = new StringBuilder();
        if (seconds >= 3600) {
            text.append(seconds / 3600).append('h');
        }
        if (seconds >= 60) {
            text.append(seconds / 60 % 60).append('m');
        }
        return text.append(seconds % 60).append('s').toString();
    }

    private static void json(JsonNode node, String newline, StringBuilder text) {
        String inner = newline + "  ";
        if (node.isObject() && !node.isEmpty()) {
            text.append('{');
            Iterator<Map.Entry<String, JsonNode>> fields = node.properties().iterator();
            while (fields.hasNext()) {
                Map.Entry<String, JsonNode> field = fields.next();
                text.append(inner).append('"').append(field.getKey()).append("\": ");
                json(field.getValue(), inner, text);
                text.append(fields.hasNext() ? "," : newline);
            }
            text.append('}');
        } else if (node.isArray() && !node.isEmpty()) {
            text.append('[');
            for (int i = 0; i < node.size(); i++) {
                text.append(inner);
                json(node.get(i), inner, text);
                text.append(i + 1 < node.size() ? "," : newline);
            }
            text.append(']');
        } else {
            text.append(node);
        }
    }
}
