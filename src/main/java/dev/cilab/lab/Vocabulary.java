package dev.cilab.lab;

import java.util.Collection;
import java.util.Optional;

/** The words that a lab file may use beyond the fixed ones; the registry of probes supplies them. */
public interface Vocabulary {

    Collection<ProbeSpec> probes();

    /** The probes' names alone, which a registry can tell without loading them. */
    default Collection<String> verbs() {
        return probes().stream().map(ProbeSpec::verb).toList();
    }

    /** Names that {@code requires:} may list, e.g. {@code frr-router}. */
    Collection<String> capabilities();

    default Optional<ProbeSpec> probe(String verb) {
        return probes().stream().filter(spec -> spec.verb().equals(verb)).findFirst();
    }
}
