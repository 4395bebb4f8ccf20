package dev.cilab.lab;

import java.util.List;
import java.util.Map;

/** What a check looks at. */
public sealed interface Subject {

    /** One probe. */
    record Look(ProbeCall call) implements Subject {}

    /**
     * Several probes whose rows, reduced to some of their fields, must be equal as sets.
     *
     * @param by the fields that make two rows the same, e.g. {@code prefix, nextHop}
     */
    record Same(List<Side> of, List<String> by) implements Subject {
        public Same {
            of = List.copyOf(of);
            by = List.copyOf(by);
        }
    }

    /**
     * One side of a comparison.
     *
     * @param where only rows that carry these values count, e.g. {@code protocol: bgp}
     */
    record Side(ProbeCall call, Map<String, Object> where) {
        public Side {
            where = Map.copyOf(where);
        }
    }
}
