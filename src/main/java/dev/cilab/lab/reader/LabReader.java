package dev.cilab.lab.reader;

import dev.cilab.lab.Lab;
import dev.cilab.lab.LabCommand;
import dev.cilab.lab.LabFiles;
import dev.cilab.lab.LabInvalid;
import dev.cilab.lab.Overrides;
import dev.cilab.lab.Position;
import dev.cilab.lab.Provisioning;
import dev.cilab.lab.Step;
import dev.cilab.lab.Topology;
import dev.cilab.lab.Vocabulary;
import dev.cilab.lab.Waits;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a lab's folder: {@code lab.yaml}, {@code topology.yaml}, {@code env/<environment>.yaml} and the manifests they name. */
public final class LabReader {

    private final LabFiles files;
    private final Vocabulary vocabulary;
    private final Problems problems = new Problems();

    private LabReader(LabFiles files, Vocabulary vocabulary) {
        this.files = files;
        this.vocabulary = vocabulary;
    }

    /** @throws LabInvalid with everything that is wrong, not only the first mistake */
    public static Lab read(LabFiles files, Vocabulary vocabulary, Overrides overrides) throws LabInvalid {
        return new LabReader(files, vocabulary).read(overrides);
    }

    /** Only the topology, for commands that need no steps. */
    public static Topology topology(LabFiles files) throws LabInvalid {
        LabReader reader = new LabReader(files, null);
        Topology topology = reader.topology();
        reader.problems.throwIfAny();
        return topology;
    }

    /** Only the verbs that the lab adds to the command line. */
    public static List<LabCommand> commands(LabFiles files) throws LabInvalid {
        LabReader reader = new LabReader(files, null);
        Topology none = new Topology("", List.of(), List.of(), List.of());
        List<LabCommand> commands = reader.document("lab.yaml")
                .map(root -> CommandReader.alone(root, new Values(new References(none, Map.of()), reader.problems)))
                .orElse(List.of());
        reader.problems.throwIfAny();
        return commands;
    }

    /** What the environment's file says of the machines. */
    public static Provisioning provisioning(LabFiles files, Topology topology, String environment) throws LabInvalid {
        LabReader reader = new LabReader(files, null);
        Provisioning provisioning = reader.environment(environment)
                .map(root -> new ProvisioningReader(topology, reader.problems).read(root))
                .orElse(Provisioning.NONE);
        reader.problems.throwIfAny();
        return provisioning;
    }

    private Optional<YamlNode> environment(String name) {
        String path = "env/" + name + ".yaml";
        return files.read(path).flatMap(text -> YamlParser.parse(files.display(path), text, problems));
    }

    private Lab read(Overrides overrides) throws LabInvalid {
        Topology topology = topology();
        Optional<YamlNode> root = document("lab.yaml");
        Optional<YamlNode> environment = environment(overrides.environment());
        Lab lab =
                root.map(found -> lab(found, environment, topology, overrides)).orElse(null);
        problems.throwIfAny();
        return lab;
    }

    private Topology topology() {
        return document("topology.yaml")
                .map(new TopologyReader(problems)::read)
                .orElse(new Topology("", List.of(), List.of(), List.of()));
    }

    private Optional<YamlNode> document(String path) {
        Optional<String> text = files.read(path);
        if (text.isEmpty()) {
            problems.add(new Position(files.display(path), 0, 1), 1, "there is no such file", "");
        }
        return text.flatMap(found -> YamlParser.parse(files.display(path), found, problems));
    }

    private Lab lab(YamlNode root, Optional<YamlNode> environment, Topology topology, Overrides overrides) {
        SettingsReader settings = new SettingsReader(topology, problems);
        Map<String, Object> vars = settings.vars(root, environment, overrides);
        Values values = new Values(new References(topology, vars), problems);
        Fields fields = new Fields(root, "a lab", values);
        Version.check(fields);
        String name = fields.required("lab");
        String title = fields.required("title");
        fields.has("vars");
        Waits waits = settings.waits(root, environment);
        fields.has("waits");
        List<Step> steps = steps(fields, values, waits, vars);
        List<LabCommand> commands = new CommandReader(values)
                .read(fields, steps.stream().map(Step::id).toList(), vars.keySet());
        Optional<String> core = core(fields, steps);
        fields.done();
        return new Lab(name, title, topology, vars, waits, steps, core, commands);
    }

    private List<Step> steps(Fields fields, Values values, Waits waits, Map<String, Object> vars) {
        CheckReader checks = new CheckReader(values, waits, new ProbeReader(values, vocabulary), vars.keySet());
        StepReader reader = new StepReader(values, new ActionReader(values, files), checks, vocabulary);
        List<YamlNode> items = fields.items("steps");
        if (items.isEmpty()) {
            fields.missing("steps");
        }
        return reader.read(items);
    }

    private Optional<String> core(Fields fields, List<Step> steps) {
        if (!fields.has("core")) {
            return Optional.empty();
        }
        String core = fields.required("core");
        List<String> ids = steps.stream().map(Step::id).toList();
        if (!ids.contains(core)) {
            fields.node("core").ifPresent(node -> problems.unknown(node, "unknown step \"" + core + "\"", core, ids));
        }
        return Optional.of(core);
    }
}
