package dev.cilab.lab;

import java.util.Collection;
import java.util.Optional;

/** The words that a lab file may use beyond the fixed ones; the registry of probes supplies them. */
public interface Vocabulary {

    Collection<ProbeSpec> probes();

    /** Names that {@code requires:} may list, e.g. {@code frr-router}. */
    Collection<String> capabilities();

    default Optional<ProbeSpec> probe(String verb) {
        return probes().stream().filter(spec -> spec.verb().equals(verb)).findFirst();
    }
}
