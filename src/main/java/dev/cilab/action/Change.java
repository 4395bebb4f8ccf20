package dev.cilab.action;

import java.util.List;

/** What an action would do, or did. Sealed: every view handles every case. */
public sealed interface Change {

    /** The world already is as the action wants it. */
    record None() implements Change {}

    /** What would be done; {@code commands} are lines to paste that have the same effect. */
    record Planned(String summary, List<String> commands) implements Change {
        public Planned {
            commands = List.copyOf(commands);
        }
    }

    /** Cannot be told before the earlier steps have run. */
    record Unpredictable(String why) implements Change {}

    /** What was done. */
    record Done(String summary, List<String> commands) implements Change {
        public Done {
            commands = List.copyOf(commands);
        }
    }

    /** Could not be done; {@code next} is the command to try. */
    record Failed(String what, String evidence, String next) implements Change {}
}
