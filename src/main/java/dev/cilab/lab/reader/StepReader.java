package dev.cilab.lab.reader;

import dev.cilab.lab.Action;
import dev.cilab.lab.Check;
import dev.cilab.lab.Step;
import dev.cilab.lab.Vocabulary;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads {@code steps:}. */
final class StepReader {

    private final Values values;
    private final Problems problems;
    private final ActionReader actions;
    private final CheckReader checks;
    private final Vocabulary vocabulary;

    StepReader(Values values, ActionReader actions, CheckReader checks, Vocabulary vocabulary) {
        this.values = values;
        this.problems = values.problems();
        this.actions = actions;
        this.checks = checks;
        this.vocabulary = vocabulary;
    }

    List<Step> read(List<YamlNode> items) {
        Set<String> all = new HashSet<>();
        items.forEach(item -> idOf(item).ifPresent(all::add));
        Set<String> before = new HashSet<>();
        List<Step> steps = new ArrayList<>();
        for (YamlNode item : items) {
            Step step = step(item, before, all);
            if (!before.add(step.id())) {
                idNode(item).ifPresent(node -> problems.add(node, "there is a step \"" + step.id() + "\" already", ""));
            }
            steps.add(step);
        }
        return steps;
    }

    private Step step(YamlNode item, Set<String> before, Set<String> all) {
        Fields fields = new Fields(item, "a step", values);
        String id = fields.required("id");
        String title = fields.required("title");
        String explain = fields.text("explain", "").strip();
        List<String> needs = fields.texts("needs");
        fields.node("needs").ifPresent(node -> needs.stream()
                .filter(each -> !before.contains(each))
                .forEach(each -> problems.unknown(
                        part(node, each),
                        all.contains(each) ? "step \"" + each + "\" comes later" : "unknown step \"" + each + "\"",
                        each,
                        before)));
        Set<String> requires = requires(fields);
        List<YamlNode> doItems = fields.items("do");
        List<YamlNode> checkItems = fields.items("check");
        List<YamlNode> undoItems = fields.items("undo");
        Optional<String> until = fields.has("until") ? Optional.of(fields.required("until")) : Optional.empty();
        until.ifPresent(target -> known(target, fields.node("until"), all));
        doItems.forEach(
                each -> ActionReader.untilOf(each).ifPresent(target -> known(target.raw(), Optional.of(target), all)));
        if (doItems.isEmpty() && checkItems.isEmpty()) {
            problems.add(item, "a step does or checks something", "add do: or check:");
        }
        fields.done();
        List<Check> read = new ArrayList<>();
        for (YamlNode each : checkItems) {
            Check check = checks.read(each);
            check.until().ifPresent(target -> known(target, untilOf(each), all));
            read.add(check);
        }
        return new Step(
                id,
                title,
                explain,
                needs,
                requires,
                actions.read(doItems),
                read,
                actions.read(undoItems),
                until,
                fields.at());
    }

    List<Action> actions(List<YamlNode> items) {
        return actions.read(items);
    }

    List<Check> checks(List<YamlNode> items) {
        return items.stream().map(checks::read).toList();
    }

    Set<String> requires(Fields fields) {
        List<String> requires = fields.texts("requires");
        fields.node("requires").ifPresent(node -> requires.stream()
                .filter(each -> !vocabulary.capabilities().contains(each))
                .forEach(each -> problems.unknown(
                        part(node, each), "unknown capability \"" + each + "\"", each, vocabulary.capabilities())));
        return new HashSet<>(requires);
    }

    private void known(String target, Optional<YamlNode> where, Set<String> all) {
        if (!all.contains(target)) {
            where.ifPresent(node -> problems.unknown(node, "unknown step \"" + target + "\"", target, all));
        }
    }

    private static Optional<YamlNode> untilOf(YamlNode check) {
        return entry(check, "until");
    }

    private static Optional<String> idOf(YamlNode step) {
        return idNode(step).map(node -> node instanceof YamlNode.Scalar scalar ? scalar.raw() : "");
    }

    private static Optional<YamlNode> idNode(YamlNode step) {
        return entry(step, "id");
    }

    private static Optional<YamlNode> entry(YamlNode node, String key) {
        return node instanceof YamlNode.Mapping map
                ? map.entries().stream()
                        .filter(each -> each.key().raw().equals(key))
                        .map(YamlNode.Entry::value)
                        .findFirst()
                : Optional.empty();
    }

    /** The item of a list that is this text, so that the caret points at it. */
    private static YamlNode part(YamlNode node, String text) {
        return node instanceof YamlNode.Sequence list
                ? list.items().stream()
                        .filter(each -> each instanceof YamlNode.Scalar scalar
                                && scalar.raw().equals(text))
                        .findFirst()
                        .orElse(node)
                : node;
    }
}
