package dev.cilab.lab;

import java.util.List;
import java.util.Optional;

/**
 * The drills of a lab ({@code drills.yaml}).
 *
 * @param traffic  what runs throughout every drill: a call of the probe {@code traffic}
 * @param patterns ways to lead the traffic, each a step, among which a matrix of drills compares
 */
public record Drills(ProbeCall traffic, List<Drill> drills, List<Step> patterns) {

    public Drills {
        drills = List.copyOf(drills);
        patterns = List.copyOf(patterns);
    }

    public Optional<Drill> drill(String id) {
        return drills.stream().filter(drill -> drill.id().equals(id)).findFirst();
    }
}
