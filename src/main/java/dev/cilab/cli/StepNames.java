package dev.cilab.cli;

import dev.cilab.lab.Lab;
import dev.cilab.lab.Step;
import java.util.List;

/** Steps as the command line names them. */
final class StepNames {

    private StepNames() {}

    static List<String> orAll(List<String> named, Lab lab) {
        return named.isEmpty() ? lab.steps().stream().map(Step::id).toList() : named;
    }
}
