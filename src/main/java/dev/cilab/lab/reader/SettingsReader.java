package dev.cilab.lab.reader;

import dev.cilab.lab.Overrides;
import dev.cilab.lab.Position;
import dev.cilab.lab.Topology;
import dev.cilab.lab.Waits;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads variables and waits: the lab's defaults, then the environment's file, then the command line. */
final class SettingsReader {

    private final Topology topology;
    private final Problems problems;

    SettingsReader(Topology topology, Problems problems) {
        this.topology = topology;
        this.problems = problems;
    }

    Map<String, Object> vars(YamlNode root, Optional<YamlNode> environment, Overrides overrides) {
        Map<String, Object> vars = new LinkedHashMap<>();
        Map<String, YamlNode> overridden = new LinkedHashMap<>();
        environment.ifPresent(file -> environmentVars(file, overridden));
        for (YamlNode.Entry entry : entries(root, "vars")) {
            String name = entry.key().raw();
            if (References.RESERVED.contains(name)) {
                problems.add(entry.key(), "\"" + name + "\" means something already, it cannot be a variable", "");
            }
            // a variable sees those before it, so that there are no circles
            Values values = new Values(new References(topology, vars), problems);
            Object preset = values.plain(overridden.getOrDefault(name, entry.value()));
            String given = overrides.set().get(name);
            vars.put(name, given == null ? (preset == null ? "" : preset) : typed(name, given, preset));
        }
        overridden.forEach((name, node) -> unknownIn(vars.keySet(), name, node));
        overrides.set().keySet().stream()
                .filter(name -> !vars.containsKey(name))
                .forEach(name -> problems.add(
                        new Position("--set " + name, 0, 1),
                        1,
                        "the lab has no variable \"" + name + "\"",
                        Suggestion.of(name, vars.keySet())));
        return vars;
    }

    Waits waits(YamlNode root, Optional<YamlNode> environment) {
        Map<String, Duration> waits = new LinkedHashMap<>();
        entries(root, "waits").forEach(entry -> waits.put(entry.key().raw(), duration(entry)));
        environment.ifPresent(file -> entries(file, "waits").forEach(entry -> {
            if (!waits.containsKey(entry.key().raw())) {
                problems.unknown(
                        entry.key(),
                        "the lab has no wait \"" + entry.key().raw() + "\"",
                        entry.key().raw(),
                        waits.keySet());
            }
            waits.put(entry.key().raw(), duration(entry));
        }));
        return new Waits(waits);
    }

    private void environmentVars(YamlNode file, Map<String, YamlNode> into) {
        Fields fields = new Fields(file, "an environment's file", empty());
        fields.entries("vars").forEach(each -> into.put(each.key().raw(), each.value()));
        fields.has("waits");
        ProvisioningReader.KEYS.forEach(fields::has);
        fields.done();
    }

    private void unknownIn(Set<String> vars, String name, YamlNode node) {
        if (!vars.contains(name)) {
            problems.unknown(node, "the lab has no variable \"" + name + "\"", name, vars);
        }
    }

    private List<YamlNode.Entry> entries(YamlNode root, String key) {
        return root instanceof YamlNode.Mapping ? new Fields(root, "the file", empty()).entries(key) : List.of();
    }

    private Values empty() {
        return new Values(new References(topology, Map.of()), problems);
    }

    private Duration duration(YamlNode.Entry entry) {
        String text = entry.value() instanceof YamlNode.Scalar scalar ? scalar.raw() : "";
        return Durations.parse(text).orElseGet(() -> {
            problems.add(entry.value(), "\"" + entry.key().raw() + "\" must be a duration", "e.g. 500ms, 60s, 2m");
            return Duration.ZERO;
        });
    }

    /** The command line gives texts; the variable's default says what they mean. */
    private Object typed(String name, String given, Object preset) {
        return switch (preset) {
            case List<?> list ->
                Arrays.stream(given.split(","))
                        .map(String::strip)
                        .filter(each -> !each.isEmpty())
                        .toList();
            case Boolean flag when given.equals("true") || given.equals("false") -> Boolean.parseBoolean(given);
            case Long number when given.matches("-?\\d{1,18}") -> Long.parseLong(given);
            case Boolean flag -> wrong(name, given, "true or false");
            case Long number -> wrong(name, given, "a whole number");
            case null, default -> given;
        };
    }

    private Object wrong(String name, String given, String wanted) {
        problems.add(new Position("--set " + name, 0, 1), 1, "\"" + given + "\" is not " + wanted, "");
        return given;
    }
}
