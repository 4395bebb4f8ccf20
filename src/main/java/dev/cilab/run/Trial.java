package dev.cilab.run;

import dev.cilab.measure.Outage;
import java.util.List;

/**
 * One measurement of a drill.
 *
 * @param before    what was lost before anything was disturbed: what the machine itself costs
 * @param disturbed what was lost from the disturbance on, until restoring began
 * @param restored  what was lost from then on
 */
public record Trial(int trial, Outage before, Outage disturbed, Outage restored, List<Convergence> convergences) {

    public Trial {
        convergences = List.copyOf(convergences);
    }
}
