package dev.cilab.run;

import dev.cilab.measure.Outage;
import dev.cilab.measure.Spread;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/**
 * How a drill went.
 *
 * @param url what was asked throughout
 */
public record DrillOutcome(String drill, String url, ExitCode exit, List<Trial> trials, Duration took) {

    public DrillOutcome {
        trials = List.copyOf(trials);
    }

    /** Over all trials. */
    public Spread spread(Function<Trial, Outage> part, Function<Outage, Duration> value) {
        return Spread.of(trials.stream().map(part).map(value).toList());
    }
}
