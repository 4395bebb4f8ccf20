package dev.cilab.probe;

import dev.cilab.env.Scope;
import dev.cilab.lab.ProbeCall;
import dev.cilab.lab.Vocabulary;

/** Every probe behind one door, and the words that lab files may use for them. */
public interface Probes extends Vocabulary {

    /** Looks once. Never throws for what the world is like: that is {@link Observation.Unseen}. */
    Observation<?> observe(ProbeCall call, Scope scope);

    /** What a person would type to see the same, one line to paste. */
    String command(ProbeCall call, Scope scope);
}
