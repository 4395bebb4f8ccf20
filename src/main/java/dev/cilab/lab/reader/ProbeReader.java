package dev.cilab.lab.reader;

import dev.cilab.lab.Expectation;
import dev.cilab.lab.ProbeCall;
import dev.cilab.lab.ProbeSpec;
import dev.cilab.lab.Subject;
import dev.cilab.lab.Vocabulary;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads calls of probes. Which keys are arguments and which are expectations is the probe's {@link ProbeSpec}. */
final class ProbeReader {

    /** A probe as a check uses it. */
    record Look(ProbeSpec spec, ProbeCall call, List<Expectation> expectations) {}

    private final Values values;
    private final Problems problems;
    private final Vocabulary vocabulary;

    ProbeReader(Values values, Vocabulary vocabulary) {
        this.values = values;
        this.problems = values.problems();
        this.vocabulary = vocabulary;
    }

    Collection<String> verbs() {
        return vocabulary.verbs();
    }

    /** The one probe of a check: the key that is a probe's name. */
    Optional<Look> look(Fields check) {
        List<YamlNode.Entry> verbs = check.others().stream()
                .filter(each -> verbs().contains(each.key().raw()))
                .toList();
        if (verbs.isEmpty()) {
            boolean misspelt = !check.others().isEmpty();
            if (!misspelt) {
                problems.add(
                        check.at(), 1, "the check looks at nothing", "name a probe: " + Suggestion.of("", verbs()));
            }
            return Optional.empty();
        }
        verbs.stream()
                .skip(1)
                .forEach(extra ->
                        problems.add(extra.key(), "a check has one probe", "make it a second check, or use same:"));
        verbs.forEach(each -> check.node(each.key().raw()));
        return Optional.of(look(verbs.getFirst()));
    }

    /** A probe by itself, with nothing expected of it. */
    ProbeCall call(YamlNode.Entry entry) {
        return look(entry).call();
    }

    private Look look(YamlNode.Entry entry) {
        ProbeSpec spec = vocabulary.probe(entry.key().raw()).orElseThrow();
        if (entry.value() instanceof YamlNode.Scalar scalar && scalar.value() == null) {
            return new Look(
                    spec,
                    new ProbeCall(spec.verb(), List.of(), Map.of(), entry.key().at()),
                    List.of());
        }
        Fields fields = new Fields(entry.value(), "\"" + spec.verb() + "\"", values);
        ProbeCall call = call(spec, fields, entry.key());
        List<Expectation> expectations = new ArrayList<>();
        if (fields.has("expect") && !spec.arguments().contains("expect")) {
            expectations.add(new Expectation.Keys(fields.texts("expect")));
        }
        Map<String, Object> wanted = new LinkedHashMap<>();
        for (YamlNode.Entry other : fields.others()) {
            if (spec.fields().contains(other.key().raw())) {
                put(wanted, other);
                fields.node(other.key().raw());
            }
        }
        if (!wanted.isEmpty()) {
            expectations.add(new Expectation.Fields(wanted));
        }
        unknown(spec, fields);
        return new Look(spec, call, expectations);
    }

    private void unknown(ProbeSpec spec, Fields fields) {
        List<String> allowed = new ArrayList<>(spec.fields());
        allowed.addAll(spec.arguments());
        fields.done(Set.copyOf(allowed));
    }

    private ProbeCall call(ProbeSpec spec, Fields fields, YamlNode.Scalar verb) {
        List<String> on = places(spec, fields);
        Map<String, Object> arguments = new LinkedHashMap<>();
        for (YamlNode.Entry other : fields.others()) {
            if (spec.arguments().contains(other.key().raw())) {
                put(arguments, other);
                fields.node(other.key().raw());
            }
        }
        checkClusters(spec, fields, arguments);
        return new ProbeCall(spec.verb(), on, arguments, verb.at());
    }

    private void checkClusters(ProbeSpec spec, Fields fields, Map<String, Object> arguments) {
        List<String> known = values.references().topology().clusters().stream()
                .map(each -> each.name().value())
                .toList();
        for (String key : List.of("cluster", "in")) {
            if (spec.arguments().contains(key) && arguments.containsKey(key)) {
                fields.texts(key).stream()
                        .filter(name -> !known.contains(name))
                        .forEach(name -> problems.unknown(
                                fields.node(key).orElseThrow(), "unknown cluster \"" + name + "\"", name, known));
            }
        }
    }

    private void put(Map<String, Object> into, YamlNode.Entry entry) {
        Object value = values.plain(entry.value());
        if (value == null) {
            problems.add(entry.value(), "\"" + entry.key().raw() + "\" has no value", "");
        } else {
            into.put(entry.key().raw(), value);
        }
    }

    private List<String> places(ProbeSpec spec, Fields fields) {
        List<String> on = fields.texts("on");
        checkPlaces(spec, on, fields.node("on").orElse(null));
        return on;
    }

    private void checkPlaces(ProbeSpec spec, List<String> on, YamlNode where) {
        List<String> known = new ArrayList<>(spec.sides());
        values.references()
                .topology()
                .machines()
                .forEach(each -> known.add(each.name().value()));
        values.references()
                .topology()
                .clusters()
                .forEach(each -> known.add(each.name().value()));
        on.stream()
                .filter(place -> !place.isEmpty() && !known.contains(place) && !place.startsWith("pod/"))
                .forEach(place ->
                        problems.unknown(where, "unknown place \"" + place + "\" for " + spec.verb(), place, known));
        if (where != null && on.isEmpty()) {
            problems.add(where, "\"on\" names no place", "");
        }
    }

    /** {@code same: {of: [VERB on PLACE, …], by: [FIELD, …]}}; an item of {@code of} may also be a map: arguments, and fields that select rows. */
    Subject.Same same(YamlNode node) {
        Fields fields = new Fields(node, "\"same\"", values);
        List<YamlNode> items = fields.items("of");
        List<String> by = fields.texts("by");
        List<Subject.Side> sides = new ArrayList<>();
        items.forEach(item -> side(item).ifPresent(look -> {
            sides.add(new Subject.Side(look.call(), where(look)));
            by.stream()
                    .filter(field -> !look.spec().fields().contains(field))
                    .forEach(field -> problems.unknown(
                            fields.node("by").orElse(item),
                            "rows of " + look.spec().verb() + " have no field \"" + field + "\"",
                            field,
                            look.spec().fields()));
        }));
        if (items.size() < 2) {
            problems.add(
                    fields.node("of").orElse(node),
                    "\"same\" compares at least two sides",
                    "of: [routes on router, bgp-received on router]");
        }
        if (by.isEmpty()) {
            fields.missing("by");
        }
        fields.done();
        return new Subject.Same(sides, by);
    }

    private static Map<String, Object> where(Look look) {
        Map<String, Object> where = new LinkedHashMap<>();
        look.expectations().stream()
                .filter(Expectation.Fields.class::isInstance)
                .forEach(each -> where.putAll(((Expectation.Fields) each).values()));
        return where;
    }

    private Optional<Look> side(YamlNode item) {
        if (item instanceof YamlNode.Mapping map && map.entries().size() == 1) {
            YamlNode.Entry entry = map.entries().getFirst();
            return known(entry.key(), entry.key().raw()) ? Optional.of(look(entry)) : Optional.empty();
        }
        if (!(item instanceof YamlNode.Scalar scalar)) {
            problems.add(item, "a side of \"same\" is \"VERB on PLACE\"", "e.g. routes on router");
            return Optional.empty();
        }
        String[] parts = values.text(scalar).strip().split("\\s+on\\s+", 2);
        if (!known(scalar, parts[0])) {
            return Optional.empty();
        }
        ProbeSpec spec = vocabulary.probe(parts[0]).orElseThrow();
        List<String> on =
                parts.length < 2 ? List.of() : List.of(parts[1].strip().split("\\s*,\\s*"));
        checkPlaces(spec, on, scalar);
        return Optional.of(new Look(spec, new ProbeCall(spec.verb(), on, Map.of(), scalar.at()), List.of()));
    }

    private boolean known(YamlNode node, String verb) {
        if (vocabulary.probe(verb).isEmpty()) {
            problems.unknown(node, "unknown probe \"" + verb + "\"", verb, verbs());
            return false;
        }
        return true;
    }
}
