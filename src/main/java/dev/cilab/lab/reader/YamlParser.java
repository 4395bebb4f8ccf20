package dev.cilab.lab.reader;

import dev.cilab.lab.Position;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLParser;

/** Reads one YAML document. Anchors, aliases and duplicate keys are refused: a lab file says what it means where it stands. */
final class YamlParser {

    private final String file;
    private final Problems problems;
    private final YAMLParser parser;

    private YamlParser(String file, String text, Problems problems) {
        this.file = file;
        this.problems = problems;
        this.parser = (YAMLParser) YAMLFactory.builder()
                .disable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build()
                .createParser(ObjectReadContext.empty(), text);
    }

    /** @return empty when the file is no YAML, or is empty; the problem is then on record */
    static Optional<YamlNode> parse(String file, String text, Problems problems) {
        problems.source(file, text);
        try {
            return new YamlParser(file, text, problems).document();
        } catch (JacksonException e) {
            problems.add(place(file, e.getLocation()), 1, "not valid YAML: " + reason(e), "");
            return Optional.empty();
        }
    }

    private Optional<YamlNode> document() {
        try (parser) {
            if (parser.nextToken() == null) {
                problems.add(new Position(file, 1, 1), 1, "the file is empty", "");
                return Optional.empty();
            }
            YamlNode root = node();
            if (parser.nextToken() != null) {
                problems.add(here(), 1, "a second document in one file", "keep one document per file");
            }
            return Optional.of(root);
        }
    }

    private YamlNode node() {
        Position at = here();
        if (parser.isCurrentAlias() || parser.getObjectId() != null) {
            problems.add(at, 1, "anchors and aliases are not supported", "use a variable: vars: and ${name}");
        }
        return switch (parser.currentToken()) {
            case START_OBJECT -> mapping(at);
            case START_ARRAY -> sequence(at);
            default -> scalar(at);
        };
    }

    private YamlNode sequence(Position at) {
        List<YamlNode> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(node());
        }
        return new YamlNode.Sequence(at, items);
    }

    private YamlNode mapping(Position at) {
        List<YamlNode.Entry> entries = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            YamlNode.Scalar key = new YamlNode.Scalar(here(), parser.currentName(), parser.currentName());
            parser.nextToken();
            YamlNode value = node();
            if (seen.add(key.raw())) {
                entries.add(new YamlNode.Entry(key, value));
            } else {
                problems.add(key, "\"" + key.raw() + "\" stands here twice", "");
            }
        }
        return new YamlNode.Mapping(at, entries);
    }

    private YamlNode.Scalar scalar(Position at) {
        String raw = parser.getString();
        Object value =
                switch (parser.currentToken()) {
                    case VALUE_NUMBER_INT ->
                        parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                                ? raw
                                : (Object) parser.getLongValue();
                    case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
                    case VALUE_TRUE -> true;
                    case VALUE_FALSE -> false;
                    case VALUE_NULL -> null;
                    default -> raw;
                };
        return new YamlNode.Scalar(at, value, raw == null ? "" : raw);
    }

    private Position here() {
        return place(file, parser.currentTokenLocation());
    }

    private static Position place(String file, TokenStreamLocation location) {
        return location == null
                ? new Position(file, 1, 1)
                : new Position(file, Math.max(1, location.getLineNr()), Math.max(1, location.getColumnNr()));
    }

    /** The library's message repeats place and snippet over several lines; what it expected and found is enough. */
    private static String reason(JacksonException e) {
        if (e.getCause() instanceof MarkedYamlEngineException marked) {
            String context = marked.getContext() == null ? "" : marked.getContext() + ", ";
            return (context + marked.getProblem()).replaceAll("\\s+", " ");
        }
        return e.getOriginalMessage()
                .lines()
                .filter(line -> !line.isBlank())
                .findFirst()
                .orElse("it cannot be read");
    }
}
