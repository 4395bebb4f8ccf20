package dev.cilab.lab.reader;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads texts: a number or truth value is the text that stands in the file, so that {@code 1.20} stays {@code 1.20}. */
final class Texts {

    private Texts() {}

    static String text(YamlNode node, String what, Values values) {
        if (node instanceof YamlNode.Scalar scalar && scalar.value() != null) {
            if (values.plain(scalar) instanceof List<?>) {
                values.problems().add(node, what + " must be one text, not a list", "");
                return "";
            }
            return values.text(scalar);
        }
        values.problems().add(node, what + " must be a text, not " + node.kind(), "");
        return "";
    }

    static List<String> list(YamlNode node, String what, Values values) {
        return switch (node) {
            case YamlNode.Scalar scalar when scalar.value() == null -> wrong(node, what, values);
            case YamlNode.Scalar scalar ->
                values.plain(scalar) instanceof List<?> list ? strings(list) : List.of(values.text(scalar));
            case YamlNode.Sequence sequence -> {
                sequence.items().stream()
                        .filter(item -> !(item instanceof YamlNode.Scalar scalar) || scalar.value() == null)
                        .forEach(item -> values.problems()
                                .add(item, "an item of " + what + " must be a text, not " + item.kind(), ""));
                List<YamlNode> scalars = sequence.items().stream()
                        .filter(YamlNode.Scalar.class::isInstance)
                        .map(Texts::asText)
                        .toList();
                yield values.plain(new YamlNode.Sequence(sequence.at(), scalars)) instanceof List<?> list
                        ? strings(list)
                        : List.of();
            }
            case YamlNode.Mapping map -> wrong(node, what, values);
        };
    }

    static Map<String, String> map(YamlNode node, String what, Values values) {
        if (!(node instanceof YamlNode.Mapping mapping)) {
            values.problems().add(node, what + " must be a map, not " + node.kind(), "");
            return Map.of();
        }
        Map<String, String> texts = new LinkedHashMap<>();
        mapping.entries()
                .forEach(each -> texts.put(
                        values.text(each.key()),
                        text(each.value(), "\"" + each.key().raw() + "\"", values)));
        return texts;
    }

    private static YamlNode asText(YamlNode node) {
        YamlNode.Scalar scalar = (YamlNode.Scalar) node;
        return new YamlNode.Scalar(scalar.at(), scalar.raw(), scalar.raw());
    }

    private static List<String> strings(List<?> list) {
        return list.stream().map(String::valueOf).toList();
    }

    private static List<String> wrong(YamlNode node, String what, Values values) {
        values.problems().add(node, what + " must be a list of texts, not " + node.kind(), "");
        return List.of();
    }
}
