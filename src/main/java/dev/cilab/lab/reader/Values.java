package dev.cilab.lab.reader;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Turns YAML into values and replaces <code>${}</code> on the way. A text that is nothing but one reference takes the value with its type; a
 * list as an item of a list is spliced in; a list inside a longer text, as an item of a list, makes one item of each of its values.
 */
final class Values {

    /** A second dollar sign keeps a reference from being one. */
    private static final Pattern REFERENCE = Pattern.compile("(\\$?)\\$\\{([^}\\n]*)}");

    private final References references;
    private final Problems problems;

    Values(References references, Problems problems) {
        this.references = references;
        this.problems = problems;
    }

    Problems problems() {
        return problems;
    }

    References references() {
        return references;
    }

    /** Any value: text, Long, Double, Boolean, List, Map or null. */
    Object plain(YamlNode node) {
        return switch (node) {
            case YamlNode.Scalar scalar -> scalar(scalar);
            case YamlNode.Sequence list -> items(list);
            case YamlNode.Mapping map -> {
                Map<String, Object> values = new LinkedHashMap<>();
                map.entries().forEach(each -> values.put(text(each.key()), plain(each.value())));
                yield values;
            }
        };
    }

    /** Replaces references in a whole file that is not read as YAML here, e.g. a manifest. */
    String replace(YamlNode.Scalar whole) {
        return String.valueOf(expand(whole).getFirst());
    }

    private List<Object> items(YamlNode.Sequence list) {
        List<Object> items = new ArrayList<>();
        for (YamlNode item : list.items()) {
            switch (item) {
                case YamlNode.Scalar scalar when scalar.value() instanceof String -> items.addAll(spliced(scalar));
                default -> items.add(plain(item));
            }
        }
        return items;
    }

    private List<?> spliced(YamlNode.Scalar scalar) {
        Optional<Object> whole = wholeReference(scalar);
        if (whole.isPresent()) {
            return whole.get() instanceof List<?> list ? list : List.of(whole.get());
        }
        return expand(scalar);
    }

    private Object scalar(YamlNode.Scalar scalar) {
        if (!(scalar.value() instanceof String)) {
            return scalar.value();
        }
        Optional<Object> whole = wholeReference(scalar);
        return whole.isPresent() ? whole.get() : text(scalar);
    }

    /** One text; a list inside it is a mistake here. */
    String text(YamlNode.Scalar scalar) {
        List<String> texts = expand(scalar);
        if (texts.size() != 1) {
            problems.add(
                    scalar,
                    "a list does not fit into a text here",
                    "make the text an item of a list, it is then repeated for each value");
        }
        return texts.isEmpty() ? "" : texts.getFirst();
    }

    private Optional<Object> wholeReference(YamlNode.Scalar scalar) {
        Matcher matcher = REFERENCE.matcher(scalar.raw());
        return matcher.matches() && matcher.group(1).isEmpty()
                ? Optional.of(look(scalar, matcher.group(2)))
                : Optional.empty();
    }

    private List<String> expand(YamlNode.Scalar scalar) {
        List<StringBuilder> texts = new ArrayList<>(List.of(new StringBuilder()));
        Matcher matcher = REFERENCE.matcher(scalar.raw());
        int end = 0;
        while (matcher.find()) {
            String before = scalar.raw().substring(end, matcher.start());
            Object value = matcher.group(1).isEmpty()
                    ? look(scalar, matcher.group(2))
                    : matcher.group().substring(1);
            texts = value instanceof List<?> list ? repeated(texts, before, list) : appended(texts, before + value);
            end = matcher.end();
        }
        String rest = scalar.raw().substring(end);
        return texts.stream().map(text -> text + rest).toList();
    }

    private static List<StringBuilder> appended(List<StringBuilder> texts, String more) {
        texts.forEach(text -> text.append(more));
        return texts;
    }

    private static List<StringBuilder> repeated(List<StringBuilder> texts, String before, List<?> values) {
        List<StringBuilder> all = new ArrayList<>();
        texts.forEach(text -> values.forEach(
                value -> all.add(new StringBuilder(text).append(before).append(value))));
        return all;
    }

    private Object look(YamlNode.Scalar scalar, String path) {
        return references.find(path.strip()).orElseGet(() -> {
            problems.add(
                    scalar,
                    "${" + path + "}",
                    "unknown variable ${" + path + "}",
                    Suggestion.of(path.strip(), references.known()));
            return "";
        });
    }
}
