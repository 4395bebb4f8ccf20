package dev.cilab.lab.reader;

import dev.cilab.lab.Check;
import dev.cilab.lab.Fault;
import dev.cilab.lab.Hint;
import dev.cilab.lab.Lab;
import dev.cilab.lab.LabFiles;
import dev.cilab.lab.LabInvalid;
import dev.cilab.lab.Position;
import dev.cilab.lab.Step;
import java.util.List;
import java.util.Optional;

/** Reads {@code break/NAME.yaml} of a lab: {@code title}, {@code do}, {@code fails: {step, check, hint}} or {@code finds: [RULE]}, and {@code undo} where needed. */
public final class FaultReader {

    private final LabFiles files;
    private final Lab lab;
    private final Problems problems = new Problems();

    private FaultReader(LabFiles files, Lab lab) {
        this.files = files;
        this.lab = lab;
    }

    /**
     * @param lab the lab that the files belong to; the step, check and hint that the fault names must be there
     * @throws LabInvalid with everything that is wrong
     */
    public static Fault read(LabFiles files, Lab lab, String name) throws LabInvalid {
        return new FaultReader(files, lab).read(name);
    }

    private Fault read(String name) throws LabInvalid {
        String path = "break/" + name + ".yaml";
        Optional<YamlNode> root =
                files.read(path).flatMap(text -> YamlParser.parse(files.display(path), text, problems));
        if (files.read(path).isEmpty()) {
            problems.add(new Position(files.display(path), 0, 1), 1, "there is no such file", "");
        }
        Fault fault = root.map(node -> fault(name, node)).orElse(null);
        problems.throwIfAny();
        return fault;
    }

    private Fault fault(String name, YamlNode root) {
        Values values = new Values(new References(lab.topology(), lab.vars()), problems);
        ActionReader actions = new ActionReader(values, files);
        Fields fields = new Fields(root, "a fault", values);
        Version.check(fields);
        String title = fields.required("title");
        List<YamlNode> breaks = fields.items("do");
        if (breaks.isEmpty()) {
            fields.missing("do");
        }
        List<String> finds = fields.texts("finds");
        if (!fields.has("fails") && !finds.isEmpty()) {
            List<YamlNode> undo = fields.items("undo");
            fields.done();
            return new Fault(name, title, actions.read(breaks), "", "", "", finds, actions.read(undo), fields.at());
        }
        Fields fails = new Fields(fields.node("fails").orElse(root), "\"fails\"", values);
        if (!fields.has("fails")) {
            fields.missing("fails");
            return null;
        }
        String step = fails.required("step");
        String check = fails.required("check");
        String hint = fails.required("hint");
        fails.done();
        known(fails, step, check, hint);
        List<YamlNode> undo = fields.items("undo");
        fields.done();
        return new Fault(name, title, actions.read(breaks), step, check, hint, finds, actions.read(undo), fields.at());
    }

    private void known(Fields fails, String step, String check, String hint) {
        Optional<Step> found = lab.step(step);
        List<String> checks = found.stream()
                .flatMap(s -> s.checks().stream())
                .map(Check::name)
                .toList();
        if (found.isEmpty()) {
            problems.unknown(
                    node(fails, "step"),
                    "unknown step \"" + step + "\"",
                    step,
                    lab.steps().stream().map(Step::id).toList());
        } else if (!checks.contains(check)) {
            problems.unknown(
                    node(fails, "check"), "step \"" + step + "\" has no check \"" + check + "\"", check, checks);
        } else {
            List<String> hints = found.stream()
                    .flatMap(s -> s.checks().stream())
                    .filter(c -> c.name().equals(check))
                    .flatMap(c -> c.hints().stream())
                    .map(Hint::say)
                    .toList();
            if (hints.stream().noneMatch(say -> say.contains(hint))) {
                problems.unknown(node(fails, "hint"), "no hint of that check says \"" + hint + "\"", hint, hints);
            }
        }
    }

    private static YamlNode node(Fields fields, String key) {
        return fields.node(key).orElseThrow();
    }
}
