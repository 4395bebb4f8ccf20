package dev.cilab.sandbox.api;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Changes a JSON document in one place: another type, another value, or nothing there. */
final class Damage {

    private static final List<String> VALUES = List.of(
            "null",
            "7",
            "-1",
            "99999999999999999999",
            "1.5",
            "true",
            "\"\"",
            "\"\\u0000\"",
            "\"a b\"",
            "[]",
            "{}",
            "[[]]",
            "[null]",
            "{\"a\":{\"b\":[]}}",
            "[7]",
            "[{}]",
            "\"-\"",
            "\"999.1.2.3\"");

    private Damage() {}

    static String of(String document, Random random) {
        JsonNode root = Json.read(document);
        List<Runnable> places = new ArrayList<>();
        collect(root, random, places);
        places.get(random.nextInt(places.size())).run();
        return new String(Json.bytes(root), StandardCharsets.UTF_8);
    }

    private static void collect(JsonNode node, Random random, List<Runnable> places) {
        if (node instanceof ObjectNode object) {
            for (String name : List.copyOf(object.propertyNames())) {
                places.add(() -> object.set(name, value(random)));
                collect(object.get(name), random, places);
            }
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                int index = i;
                places.add(() -> array.set(index, value(random)));
                collect(array.get(i), random, places);
            }
        }
    }

    private static JsonNode value(Random random) {
        return Json.read(VALUES.get(random.nextInt(VALUES.size())));
    }
}
