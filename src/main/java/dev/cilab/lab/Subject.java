package dev.cilab.lab;

import java.util.List;

/** What a check looks at. */
public sealed interface Subject {

    /** One probe. */
    record Look(ProbeCall call) implements Subject {}

    /**
     * Several probes whose rows, reduced to some of their fields, must be equal as sets.
     *
     * @param by the fields that make two rows the same, e.g. {@code prefix, nextHop}
     */
    record Same(List<ProbeCall> of, List<String> by) implements Subject {
        public Same {
            of = List.copyOf(of);
            by = List.copyOf(by);
        }
    }
}
