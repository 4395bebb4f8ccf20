package dev.cilab.sandbox.api.protobuf;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The fields of the built-in kinds by their protobuf numbers. */
final class Messages {

    private final Map<String, Map<Integer, Field>> messages;

    /** How often a field occurs. */
    enum Shape {
        ONE,
        LIST,
        MAP
    }

    /**
     * @param type    {@code string, bytes, bool, int, double} or a message's name; a map's is that of its values
     * @param pointer a zero that was sent was meant; other zeroes are what was left out
     * @param inline  in JSON its fields are the parent's
     */
    record Field(String name, Shape shape, String type, boolean pointer, boolean inline) {}

    private Messages(Map<String, Map<Integer, Field>> messages) {
        this.messages = messages;
    }

    static Messages load() {
        Map<String, Map<Integer, Field>> messages = new HashMap<>();
        Map<Integer, Field> current = new HashMap<>();
        for (String line : lines()) {
            String[] words = line.split(" ");
            if (words[0].equals("message")) {
                current = new HashMap<>();
                messages.put(words[1], current);
            } else if (!words[0].equals("#")) {
                current.put(Integer.valueOf(words[0]), field(words));
            }
        }
        return new Messages(messages);
    }

    Optional<Map<Integer, Field>> fields(String message) {
        return Optional.ofNullable(messages.get(message));
    }

    private static Field field(String[] words) {
        String type = words[2];
        Shape shape = type.startsWith("[]") ? Shape.LIST : type.startsWith("{}") ? Shape.MAP : Shape.ONE;
        String flag = words.length > 3 ? words[3] : "";
        return new Field(
                words[1],
                shape,
                shape == Shape.ONE ? type : type.substring(2),
                flag.equals("pointer"),
                flag.equals("inline"));
    }

    private static List<String> lines() {
        try (InputStream in = Messages.class.getResourceAsStream("messages.txt");
                BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
