package dev.cilab.probe;

import dev.cilab.lab.ProbeCall;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The arguments of a call with their types checked.
 *
 * <p>Every method throws {@link IllegalArgumentException} with the place in the lab file when the argument has another type.
 */
public record Arguments(ProbeCall call) {

    public Optional<String> text(String name) {
        Object value = call.args().get(name);
        return switch (value) {
            case null -> Optional.empty();
            case String s -> Optional.of(s);
            case Number n -> Optional.of(n.toString());
            case Boolean b -> Optional.of(b.toString());
            default -> throw wrong(name, "text");
        };
    }

    public String text(String name, String otherwise) {
        return text(name).orElse(otherwise);
    }

    public String required(String name) {
        return text(name)
                .orElseThrow(
                        () -> new IllegalArgumentException(call.at() + ": " + call.verb() + " needs '" + name + "'"));
    }

    public int number(String name, int otherwise) {
        Object value = call.args().get(name);
        return switch (value) {
            case null -> otherwise;
            case Number n -> n.intValue();
            case String s when s.matches("\\d{1,9}") -> Integer.parseInt(s);
            default -> throw wrong(name, "a number");
        };
    }

    public boolean flag(String name) {
        Object value = call.args().get(name);
        return switch (value) {
            case null -> false;
            case Boolean b -> b;
            case String s when s.equals("true") || s.equals("false") -> Boolean.parseBoolean(s);
            default -> throw wrong(name, "true or false");
        };
    }

    /** A list of texts; one text counts as a list of one. */
    public List<String> texts(String name) {
        Object value = call.args().get(name);
        return switch (value) {
            case null -> List.of();
            case String s -> List.of(s);
            case List<?> list -> list.stream().map(String::valueOf).toList();
            default -> throw wrong(name, "a list");
        };
    }

    public Map<String, String> map(String name) {
        Object value = call.args().get(name);
        return switch (value) {
            case null -> Map.of();
            case Map<?, ?> map -> {
                Map<String, String> texts = new LinkedHashMap<>();
                map.forEach((k, v) -> texts.put(String.valueOf(k), String.valueOf(v)));
                yield texts;
            }
            default -> throw wrong(name, "a map");
        };
    }

    private IllegalArgumentException wrong(String name, String wanted) {
        return new IllegalArgumentException(call.at() + ": " + call.verb() + ": '" + name + "' must be " + wanted);
    }
}
