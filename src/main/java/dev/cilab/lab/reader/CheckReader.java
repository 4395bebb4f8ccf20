package dev.cilab.lab.reader;

import dev.cilab.lab.Check;
import dev.cilab.lab.Expectation;
import dev.cilab.lab.Hint;
import dev.cilab.lab.ProbeSpec;
import dev.cilab.lab.Subject;
import dev.cilab.lab.Waiting;
import dev.cilab.lab.Waits;
import dev.cilab.lab.cel.Expression;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the items of {@code check:}. */
final class CheckReader {

    private final Values values;
    private final Problems problems;
    private final Waits waits;
    private final ProbeReader probes;
    private final Set<String> vars;

    CheckReader(Values values, Waits waits, ProbeReader probes, Set<String> vars) {
        this.values = values;
        this.problems = values.problems();
        this.waits = waits;
        this.probes = probes;
        this.vars = vars;
    }

    Check read(YamlNode node) {
        Fields fields = new Fields(node, "a check", values);
        String name = fields.required("name");
        Waiting waiting = waiting(fields);
        Optional<String> until = fields.has("until") ? Optional.of(fields.required("until")) : Optional.empty();
        Optional<YamlNode> that = fields.node("that");
        List<YamlNode> hints = fields.items("hints");
        Subject subject = new Subject.Same(List.of(), List.of());
        List<Expectation> expectations = new ArrayList<>();
        Set<String> visible = new HashSet<>(vars);
        if (fields.has("same")) {
            subject = probes.same(fields.node("same").orElseThrow());
            visible.add("sides");
        } else {
            Optional<ProbeReader.Look> look = probes.look(fields);
            look.ifPresent(found -> expectations.addAll(found.expectations()));
            subject = look.<Subject>map(found -> new Subject.Look(found.call())).orElse(subject);
            look.map(ProbeReader.Look::spec).map(CheckReader::visible).ifPresentOrElse(visible::addAll, visible::clear);
        }
        that.flatMap(text -> expression(text, visible)).ifPresent(each -> expectations.add(new Expectation.That(each)));
        if (expectations.isEmpty() && subject instanceof Subject.Look && that.isEmpty()) {
            problems.add(
                    node,
                    "the check expects nothing, it would always pass",
                    "add expect:, a field such as state:, or that:");
        }
        fields.done(Set.copyOf(probes.verbs()));
        return new Check(
                name,
                subject,
                expectations,
                waiting,
                hints.stream().map(each -> hint(each, visible)).toList(),
                until,
                fields.at());
    }

    private static Set<String> visible(ProbeSpec spec) {
        Set<String> names = new HashSet<>(spec.components());
        names.add("expected");
        return names;
    }

    private Waiting waiting(Fields fields) {
        Optional<YamlNode> eventually = fields.node("eventually");
        Optional<YamlNode> holds = fields.node("holds");
        if (eventually.isPresent() && holds.isPresent()) {
            problems.add(holds.get(), "a check is given either \"eventually\" or \"holds\"", "");
        }
        if (eventually.isPresent()) {
            String text = Texts.text(eventually.get(), "\"eventually\"", values);
            return new Waiting.Eventually(
                    duration(eventually.get(), text), waits.get(text).isPresent() ? text : "");
        }
        return holds.<Waiting>map(node -> {
                    String text = Texts.text(node, "\"holds\"", values);
                    return new Waiting.Holds(
                            duration(node, text), waits.get(text).isPresent() ? text : "");
                })
                .orElseGet(Waiting.Once::new);
    }

    private Duration duration(YamlNode node, String text) {
        return waits.get(text).or(() -> Durations.parse(text)).orElseGet(() -> {
            String form = Suggestion.of(text, waits.byName().keySet());
            problems.add(
                    node,
                    "\"" + text + "\" is neither a duration nor one of the lab's waits",
                    form.isEmpty() ? "e.g. 30s" : form);
            return Duration.ZERO;
        });
    }

    private Hint hint(YamlNode node, Set<String> visible) {
        Fields fields = new Fields(node, "a hint", values);
        Optional<Expression> when = fields.node("when").flatMap(text -> expression(text, visible));
        Hint hint = new Hint(when, fields.required("say"), fields.text("try", ""), fields.at());
        fields.done();
        return hint;
    }

    private Optional<Expression> expression(YamlNode node, Set<String> visible) {
        if (!(node instanceof YamlNode.Scalar scalar) || scalar.raw().isBlank()) {
            problems.add(node, "an expression is a text, not " + node.kind(), "");
            return Optional.empty();
        }
        try {
            Expression expression = Expression.parse(scalar.raw());
            if (!visible.isEmpty()) {
                expression.names().stream()
                        .filter(name -> !visible.contains(name))
                        .forEach(name -> problems.add(
                                scalar,
                                name,
                                "unknown name \"" + name + "\" in the expression",
                                Suggestion.of(name, visible)));
            }
            return Optional.of(expression);
        } catch (Expression.SyntaxError e) {
            problems.add(scalar, tail(scalar.raw(), e.column()), "the expression is wrong: " + e.getMessage(), "");
            return Optional.empty();
        }
    }

    private static String tail(String text, int column) {
        String rest = column <= text.length() ? text.substring(column - 1).split("\\s", 2)[0] : "";
        return rest.isEmpty() ? text : rest;
    }
}
