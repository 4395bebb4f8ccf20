package dev.cilab.lab.reader;

import dev.cilab.lab.Action;
import dev.cilab.lab.cel.Expression;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads {@code capture}: the one action with actions inside. */
final class CaptureReader {

    private static final Set<String> SEEN = Set.of("packets", "updates", "tunnels");
    private static final Duration AFTERWARDS = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final Values values;
    private final Problems problems;
    private final Targets targets;
    private final Function<List<YamlNode>, List<Action>> actions;

    /** @param actions reads what is done meanwhile */
    CaptureReader(Values values, Targets targets, Function<List<YamlNode>, List<Action>> actions) {
        this.values = values;
        this.problems = values.problems();
        this.targets = targets;
        this.actions = actions;
    }

    Action read(Fields fields) {
        String name = fields.required("name");
        if (!name.matches("[a-z0-9][a-z0-9-]*") && !name.isEmpty()) {
            fields.node("name")
                    .ifPresent(node ->
                            problems.add(node, "\"" + name + "\" cannot be part of a file's name", "e.g. frr-restart"));
        }
        Optional<Expression> until = fields.node("until").flatMap(this::expression);
        return new Action.Capture(
                name,
                targets.nodes(fields),
                fields.texts("devices"),
                fields.text("filter", ""),
                actions.apply(fields.items("during")),
                until,
                fields.node("for").flatMap(this::duration).orElse(until.isPresent() ? LONGEST : AFTERWARDS));
    }

    private Optional<Duration> duration(YamlNode node) {
        String text = Texts.text(node, "\"for\"", values);
        Optional<Duration> duration = Durations.parse(text);
        if (duration.isEmpty()) {
            problems.add(node, "\"" + text + "\" is no duration", "e.g. 30s");
        }
        return duration;
    }

    private Optional<Expression> expression(YamlNode node) {
        String text = node instanceof YamlNode.Scalar scalar ? scalar.raw() : "";
        try {
            Expression expression = Expression.parse(text);
            expression.names().stream()
                    .filter(each -> !SEEN.contains(each)
                            && values.references().find(each).isEmpty())
                    .forEach(each ->
                            problems.unknown(node, "unknown name \"" + each + "\" in the expression", each, SEEN));
            return Optional.of(expression);
        } catch (Expression.SyntaxError e) {
            problems.add(node, "the expression is wrong: " + e.getMessage(), "");
            return Optional.empty();
        }
    }
}
