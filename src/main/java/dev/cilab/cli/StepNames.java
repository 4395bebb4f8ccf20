package dev.cilab.cli;

import dev.cilab.lab.Lab;
import dev.cilab.lab.LabCatalog;
import dev.cilab.lab.LabFiles;
import dev.cilab.lab.LabInvalid;
import dev.cilab.lab.Overrides;
import dev.cilab.lab.Step;
import dev.cilab.lab.reader.LabReader;
import dev.cilab.probe.LabProbes;
import java.util.List;

/** Steps as the command line names them. */
final class StepNames {

    private StepNames() {}

    /** Those that {@code up} takes when none is named. */
    static List<String> orCore(List<String> named, Lab lab) {
        List<String> all = orAll(named, lab);
        return named.isEmpty() ? all.subList(0, lab.core().map(all::indexOf).orElse(all.size() - 1) + 1) : all;
    }

    /** For completion: the steps of a lab that comes with cilab. */
    static List<String> packed(String lab) {
        try {
            LabFiles files = LabCatalog.packed().find(lab).orElseThrow();
            return orAll(List.of(), LabReader.read(files, new LabProbes(), Overrides.none("sandbox")));
        } catch (LabInvalid e) {
            throw new IllegalStateException(e);
        }
    }

    static List<String> orAll(List<String> named, Lab lab) {
        return named.isEmpty() ? lab.steps().stream().map(Step::id).toList() : named;
    }
}
