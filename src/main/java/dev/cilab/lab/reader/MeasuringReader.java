package dev.cilab.lab.reader;

import dev.cilab.lab.Action;
import dev.cilab.lab.ProbeCall;
import dev.cilab.lab.cel.Expression;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads {@code capture} and {@code traffic}: the actions that measure while other actions, inside them, are done. */
final class MeasuringReader {

    private static final Set<String> CAPTURED = Set.of("packets", "updates", "tunnels");
    private static final Set<String> ANSWERED = Set.of("answers", "requests", "answered", "lost");
    private static final Set<String> TRAFFIC = Set.of("url", "loadBalancer", "rate", "by", "namespace", "cluster");
    private static final Duration AFTERWARDS = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final int RATE = 50;

    private final Values values;
    private final Problems problems;
    private final Function<List<YamlNode>, List<Action>> actions;

    /** @param actions reads what is done meanwhile */
    MeasuringReader(Values values, Function<List<YamlNode>, List<Action>> actions) {
        this.values = values;
        this.problems = values.problems();
        this.actions = actions;
    }

    Action capture(Fields fields, Targets targets) {
        Optional<Expression> until = expression(fields, "until", CAPTURED);
        return new Action.Capture(
                name(fields),
                targets.nodes(fields),
                fields.texts("devices"),
                fields.text("filter", ""),
                actions.apply(fields.items("during")),
                until,
                duration(fields).orElse(until.isPresent() ? LONGEST : AFTERWARDS));
    }

    Action traffic(Fields fields) {
        String name = name(fields);
        Map<String, Object> arguments = new LinkedHashMap<>();
        arguments.put("rate", RATE);
        arguments.put("requests", 0); // until it is stopped
        TRAFFIC.stream().filter(fields::has).forEach(key -> arguments.put(key, fields.text(key, "")));
        if (fields.has("in")) {
            arguments.put("in", fields.texts("in"));
        }
        if (!fields.has("url") && !fields.has("loadBalancer")) {
            fields.missing("url");
        }
        List<String> on = fields.texts("on");
        if (on.size() != 1) {
            fields.missing("on");
        }
        List<YamlNode> during = fields.items("during");
        if (during.isEmpty()) {
            fields.missing("during");
        }
        return new Action.Traffic(
                name,
                new ProbeCall("traffic", on, arguments, fields.at()),
                actions.apply(fields.items("first")),
                expression(fields, "when", ANSWERED),
                actions.apply(during),
                expression(fields, "until", ANSWERED),
                duration(fields).orElse(LONGEST));
    }

    /** It becomes part of a file's name. */
    private String name(Fields fields) {
        String name = fields.required("name");
        if (!name.matches("[a-z0-9][a-z0-9-]*") && !name.isEmpty()) {
            fields.node("name")
                    .ifPresent(node ->
                            problems.add(node, "\"" + name + "\" cannot be part of a file's name", "e.g. frr-restart"));
        }
        return name;
    }

    private Optional<Duration> duration(Fields fields) {
        return fields.node("for").flatMap(node -> {
            String text = Texts.text(node, "\"for\"", values);
            Optional<Duration> duration = Durations.parse(text);
            if (duration.isEmpty()) {
                problems.add(node, "\"" + text + "\" is no duration", "e.g. 30s");
            }
            return duration;
        });
    }

    private Optional<Expression> expression(Fields fields, String key, Set<String> seen) {
        return fields.node(key).flatMap(node -> expression(node, seen));
    }

    private Optional<Expression> expression(YamlNode node, Set<String> seen) {
        String text = node instanceof YamlNode.Scalar scalar ? scalar.raw() : "";
        try {
            Expression expression = Expression.parse(text);
            expression.names().stream()
                    .filter(each -> !seen.contains(each)
                            && values.references().find(each).isEmpty())
                    .forEach(each ->
                            problems.unknown(node, "unknown name \"" + each + "\" in the expression", each, seen));
            return Optional.of(expression);
        } catch (Expression.SyntaxError e) {
            problems.add(node, "the expression is wrong: " + e.getMessage(), "");
            return Optional.empty();
        }
    }
}
