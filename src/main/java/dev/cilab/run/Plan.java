package dev.cilab.run;

import dev.cilab.lab.Step;
import java.util.List;

/** Steps in the order in which they are taken. */
public record Plan(List<Step> steps) {

    public Plan {
        steps = List.copyOf(steps);
    }
}
