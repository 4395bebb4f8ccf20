package dev.cilab.run;

import java.time.Duration;
import java.util.List;
import java.util.function.ToIntFunction;

/** What a run came to. */
public record Recap(String lab, String environment, String mode, List<StepRecap> steps, Duration took) {

    public Recap {
        steps = List.copyOf(steps);
    }

    public int changed() {
        return sum(StepRecap::changed);
    }

    public int passed() {
        return sum(StepRecap::passed);
    }

    public int failed() {
        return sum(StepRecap::failed);
    }

    public int unknown() {
        return sum(StepRecap::unknown);
    }

    public int skipped() {
        return sum(StepRecap::skipped);
    }

    public int lookedOnce() {
        return sum(StepRecap::lookedOnce);
    }

    private int sum(ToIntFunction<StepRecap> count) {
        return steps.stream().mapToInt(count).sum();
    }
}
