package dev.cilab.run;

import java.time.Duration;
import java.util.Optional;

/**
 * How a run behaves.
 *
 * @param keepGoing do not stop at the first step that fails
 * @param patience  no check waits longer than this; empty = as the lab says
 * @param grace     how long the current action is given to finish after an interrupt
 * @param oneByOne  no step is looked at before the one before it has ended, because somebody watches what is asked
 */
public record Options(boolean keepGoing, Optional<Duration> patience, Duration grace, boolean oneByOne) {

    public static final Options DEFAULT = new Options(false, Optional.empty(), Duration.ofSeconds(3), false);

    public Options keepGoing(boolean wanted) {
        return new Options(wanted, patience, grace, oneByOne);
    }

    public Options patience(Duration longest) {
        return new Options(keepGoing, Optional.of(longest), grace, oneByOne);
    }
}
