package dev.cilab.action;

import java.util.List;
import java.util.Map;

/** What an action would do, or did. Sealed: every view handles every case. */
public sealed interface Change {

    /** Whether what comes next can be done. */
    default boolean well() {
        return switch (this) {
            case None none -> true;
            case Planned planned -> true;
            case Unpredictable unpredictable -> true;
            case Done done -> true;
            case Failed failed -> false;
            case Unreached unreached -> false;
            case Refused refused -> false;
        };
    }

    /** The world already is as the action wants it. */
    record None() implements Change {}

    /**
     * What would be done; {@code commands} are lines to paste that have the same effect.
     *
     * @param partly some of what the action wants is there already, e.g. two of three routes
     */
    record Planned(String summary, List<String> commands, boolean partly) implements Change {
        public Planned {
            commands = List.copyOf(commands);
        }

        public Planned(String summary, List<String> commands) {
            this(summary, commands, false);
        }
    }

    /** Cannot be told before the earlier steps have run. */
    record Unpredictable(String why) implements Change {}

    /**
     * What was done.
     *
     * @param before values that were replaced, by what they belong to, e.g. {@code router net.ipv4.fib_multipath_hash_policy → 0}; kept in
     *               the journal. Never a secret.
     */
    record Done(String summary, List<String> commands, Map<String, String> before) implements Change {
        public Done {
            commands = List.copyOf(commands);
            before = Map.copyOf(before);
        }

        public Done(String summary, List<String> commands) {
            this(summary, commands, Map.of());
        }
    }

    /** Could not be done; {@code next} is the command to try. */
    record Failed(String what, String evidence, String next) implements Change {}

    /** A place did not answer, so it is not known what is there; {@code next} is the command to try. */
    record Unreached(String where, String why, String next) implements Change {}

    /** The guard does not allow writing there; {@code next} is the command that would. */
    record Refused(String why, String next) implements Change {}
}
