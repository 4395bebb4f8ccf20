package dev.cilab.lab.reader;

import dev.cilab.lab.Position;
import java.util.List;

/** A YAML document as a tree whose every node knows where it stands. */
sealed interface YamlNode {

    Position at();

    /** @param value text, Long, Double, Boolean or null, as YAML resolves it; {@code raw} is what stands in the file */
    record Scalar(Position at, Object value, String raw) implements YamlNode {}

    record Sequence(Position at, List<YamlNode> items) implements YamlNode {}

    record Mapping(Position at, List<Entry> entries) implements YamlNode {}

    record Entry(Scalar key, YamlNode value) {}

    /** What the node is, in words. */
    default String kind() {
        return switch (this) {
            case Sequence list -> "a list";
            case Mapping map -> "a map";
            case Scalar scalar ->
                switch (scalar.value()) {
                    case null -> "nothing";
                    case String text -> "a text";
                    case Boolean flag -> "true or false";
                    default -> "a number";
                };
        };
    }
}
