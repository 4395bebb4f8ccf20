package dev.cilab.lab;

import java.util.List;
import java.util.Map;

/** What a check looks at. */
public sealed interface Subject {

    /** Every probe that is asked. */
    List<ProbeCall> calls();

    /** One probe. */
    record Look(ProbeCall call) implements Subject {
        @Override
        public List<ProbeCall> calls() {
            return List.of(call);
        }
    }

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

        @Override
        public List<ProbeCall> calls() {
            return of.stream().map(Side::call).toList();
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
