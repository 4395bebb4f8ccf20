package dev.cilab.env;

import java.util.List;

/** What the runtime says of a topology. */
public sealed interface Liveness {

    record Absent() implements Liveness {}

    /** Some of it is there: an interrupted start, a machine that died. */
    record Partial(List<String> missing) implements Liveness {
        public Partial {
            missing = List.copyOf(missing);
        }
    }

    record Running() implements Liveness {}
}
