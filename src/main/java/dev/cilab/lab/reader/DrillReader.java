package dev.cilab.lab.reader;

import dev.cilab.lab.Check;
import dev.cilab.lab.Drill;
import dev.cilab.lab.Drills;
import dev.cilab.lab.Lab;
import dev.cilab.lab.LabFiles;
import dev.cilab.lab.LabInvalid;
import dev.cilab.lab.Position;
import dev.cilab.lab.ProbeCall;
import dev.cilab.lab.Step;
import dev.cilab.lab.Vocabulary;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code drills.yaml} of a lab. */
public final class DrillReader {

    private static final String TRAFFIC = "traffic";
    private static final String FILE = "drills.yaml";

    private final LabFiles files;
    private final Lab lab;
    private final Vocabulary vocabulary;
    private final Map<String, String> arguments;
    private final Problems problems = new Problems();

    private DrillReader(LabFiles files, Lab lab, Vocabulary vocabulary, Map<String, String> arguments) {
        this.files = files;
        this.lab = lab;
        this.vocabulary = vocabulary;
        this.arguments = arguments;
    }

    /**
     * @param arguments values for the drills' arguments, by name; those that are absent have the value that the file gives them
     * @throws LabInvalid with everything that is wrong
     */
    public static Drills read(LabFiles files, Lab lab, Vocabulary vocabulary, Map<String, String> arguments)
            throws LabInvalid {
        return new DrillReader(files, lab, vocabulary, arguments).read();
    }

    private Drills read() throws LabInvalid {
        Optional<String> text = files.read(FILE);
        if (text.isEmpty()) {
            problems.add(new Position(files.display(FILE), 0, 1), 1, "lab " + lab.name() + " has no drills", "");
        }
        Drills drills = text.flatMap(found -> YamlParser.parse(files.display(FILE), found, problems))
                .map(this::drills)
                .orElse(null);
        problems.throwIfAny();
        return drills;
    }

    private Drills drills(YamlNode root) {
        Values values = values(Map.of());
        Fields fields = new Fields(root, "drills", values);
        Version.check(fields);
        ProbeCall traffic = fields.others().stream()
                .filter(entry -> entry.key().raw().equals(TRAFFIC))
                .findFirst()
                .map(new ProbeReader(values, vocabulary)::call)
                .orElse(null);
        if (!fields.has(TRAFFIC)) {
            fields.missing(TRAFFIC);
        }
        List<Check> restored = steps(values, lab.vars()).checks(fields.items("restored"));
        List<Drill> drills = fields.items("drills").stream()
                .map(item -> drill(item, restored))
                .toList();
        List<Step> patterns = steps(values, lab.vars()).read(fields.items("patterns"));
        fields.done();
        return new Drills(traffic, drills, patterns);
    }

    private Drill drill(YamlNode item, List<Check> restoredByDefault) {
        Map<String, String> args = new LinkedHashMap<>();
        Fields plain = new Fields(item, "a drill", values(Map.of()));
        plain.textMap("args").forEach((name, value) -> args.put(name, arguments.getOrDefault(name, value)));
        Values values = values(args);
        Map<String, Object> vars = new LinkedHashMap<>(lab.vars());
        vars.putAll(args);
        Fields fields = new Fields(item, "a drill", values);
        fields.has("args");
        StepReader steps = steps(values, vars);
        String id = fields.required("id");
        Drill drill = new Drill(
                id,
                fields.required("title"),
                fields.text("explain", "").strip(),
                args,
                steps.requires(fields),
                steps.actions(fields.items("do")),
                steps.checks(fields.items("check")),
                steps.actions(fields.items("undo")),
                fields.has("restored") ? steps.checks(fields.items("restored")) : restoredByDefault,
                fields.at());
        if (drill.disturb().isEmpty()) {
            fields.missing("do");
        }
        if (drill.restored().isEmpty()) {
            fields.missing("restored");
        }
        fields.done();
        return drill;
    }

    private Values values(Map<String, String> args) {
        Map<String, Object> vars = new LinkedHashMap<>(lab.vars());
        vars.putAll(args);
        return new Values(new References(lab.topology(), vars), problems);
    }

    private StepReader steps(Values values, Map<String, Object> vars) {
        ProbeReader probes = new ProbeReader(values, vocabulary);
        return new StepReader(
                values,
                new ActionReader(values, files),
                new CheckReader(values, lab.waits(), probes, vars.keySet()),
                vocabulary);
    }
}
