package dev.cilab.cli;

import dev.cilab.lab.Lab;
import dev.cilab.lab.Step;
import java.util.List;

/** Steps as the command line names them. */
final class StepNames {

    private StepNames() {}

    /** Those that {@code up} takes when none is named. */
    static List<String> orCore(List<String> named, Lab lab) {
        List<String> all = orAll(named, lab);
        return named.isEmpty() ? all.subList(0, lab.core().map(all::indexOf).orElse(all.size() - 1) + 1) : all;
    }

    static List<String> orAll(List<String> named, Lab lab) {
        return named.isEmpty() ? lab.steps().stream().map(Step::id).toList() : named;
    }
}
