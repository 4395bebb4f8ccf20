package dev.cilab.check;

import dev.cilab.event.Advice;
import dev.cilab.event.Result;
import java.util.List;

/** What came of a check. Only {@link Pass} is good. */
public sealed interface Verdict {

    /** @param seen what was seen, e.g. {@code 6 peers}; @param oneLook a claim about a duration that was looked at once, with reason */
    record Pass(String seen, boolean oneLook) implements Verdict {}

    /** Seen, and not as expected. */
    record Fail(String summary, List<Difference> differences, List<Advice> hints) implements Verdict {
        public Fail {
            differences = List.copyOf(differences);
            hints = List.copyOf(hints);
        }
    }

    /** Could not be told. */
    record Unknown(String why, List<Advice> hints) implements Verdict {
        public Unknown {
            hints = List.copyOf(hints);
        }
    }

    /** Does not apply, and why. */
    record Skip(String why) implements Verdict {}

    default Result result() {
        return switch (this) {
            case Pass pass -> Result.PASS;
            case Fail fail -> Result.FAIL;
            case Unknown unknown -> Result.UNKNOWN;
            case Skip skip -> Result.SKIP;
        };
    }
}
