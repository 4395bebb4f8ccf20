package dev.cilab.sandbox.api.schema;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The shapes of Kubernetes' own kinds, read from two text resources: {@code types.txt} (which fields a type has) and {@code rules.txt}
 * (how they merge). Immutable once made; making it takes a few milliseconds.
 */
public final class BuiltinTypes {

    private final Map<String, String> kinds = new TreeMap<>();
    private final Map<String, Shape.Struct> structs = new TreeMap<>();

    private final MergeRules rules;

    private BuiltinTypes(List<String> typeLines, MergeRules rules) {
        this.rules = rules;
        Map<String, Map<String, Shape>> fields = new HashMap<>();
        for (String line : typeLines) {
            String[] words = line.split(" ");
            if (words[0].equals("kind")) {
                kinds.put(words[1] + " " + words[2], words[3]);
            } else if (words[0].equals("type")) {
                Map<String, Shape> own = new TreeMap<>();
                fields.put(words[1], own);
                structs.put(
                        words[1],
                        new Shape.Struct(words[1], rules.atomic(words[1]), false, rules.required(words[1]), own));
            }
        }
        for (String line : typeLines) {
            if (line.startsWith("type ")) {
                readFields(line.split(" "), fields, rules);
            }
        }
    }

    public static BuiltinTypes load() {
        return new BuiltinTypes(lines("types.txt"), MergeRules.read(lines("rules.txt")));
    }

    /** The shape of a kind, e.g. {@code apps/v1}, {@code Deployment}; empty when it is not one of Kubernetes' own. */
    public Optional<Shape.Struct> kind(String apiVersion, String kind) {
        return Optional.ofNullable(kinds.get(apiVersion + " " + kind)).map(structs::get);
    }

    /** {@code apiVersion kind} → type name, sorted. */
    Map<String, String> kinds() {
        return Collections.unmodifiableMap(kinds);
    }

    /** Does strategic merge patch say of this struct which keys stay? */
    boolean retainsKeys(String type, String field) {
        return rules.retainsKeys(type + "." + field);
    }

    Shape.Struct struct(String name) {
        return Objects.requireNonNull(structs.get(name), name);
    }

    private void readFields(String[] words, Map<String, Map<String, Shape>> fields, MergeRules rules) {
        for (int i = 2; i < words.length; i++) {
            int colon = words[i].indexOf(':');
            String field = words[i].substring(0, colon);
            String path = words[1] + "." + field;
            fields.get(words[1]).put(field, shape(words[i].substring(colon + 1), path, rules));
        }
    }

    private Shape shape(String type, String path, MergeRules rules) {
        if (type.startsWith("[]")) {
            String item = type.substring(2);
            return rules.list(path, item, shape(item, path + "[]", rules));
        }
        if (type.startsWith("{}")) {
            return new Shape.MapOf(shape(type.substring(2), path + "{}", rules), rules.atomic(path));
        }
        return switch (type) {
            case "any" -> Shape.ANY;
            case "string", "boolean", "int32", "int64", "number", "intstr", "quantity" -> new Shape.Scalar(type);
            default -> struct(type);
        };
    }

    private static List<String> lines(String resource) {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(
                        BuiltinTypes.class.getResourceAsStream("/dev/cilab/sandbox/schema/" + resource), resource),
                StandardCharsets.UTF_8))) {
            return reader.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Names of all types, for the OpenAPI documents. */
    Set<String> names() {
        return new TreeSet<>(structs.keySet());
    }
}
