package dev.cilab.probe;

import dev.cilab.env.Scope;
import dev.cilab.lab.ProbeCall;
import dev.cilab.lab.Vocabulary;

/** Every probe behind one door, and the words that lab files may use for them. */
public interface Probes extends Vocabulary {

    /** Looks once. Never throws for what the world is like: that is {@link Observation.Unseen}. */
    Observation<?> observe(ProbeCall call, Scope scope);

    /** What else is looked at in the same moment would change what is seen: packets are counted, or sent to be counted. */
    default boolean alone(ProbeCall call) {
        return false;
    }

    /** What a person would type to see the same, one line to paste. */
    String command(ProbeCall call, Scope scope);
}
