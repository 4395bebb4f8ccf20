package dev.cilab.cli;

import dev.cilab.env.Finding;
import dev.cilab.env.Liveness;
import dev.cilab.env.NotReady;
import java.util.List;

/** For commands that look at a lab and do not bring it up. */
final class Ready {

    private Ready() {}

    /** @throws NotReady with the command that brings it up */
    static void require(OpenLab open) throws NotReady {
        String lab = open.topology().name();
        switch (open.environment().state(open.topology())) {
            case Liveness.Running running -> {}
            case Liveness.Absent absent ->
                throw notReady(
                        "lab " + lab + " is not up on " + open.environment().name(), "", lab);
            case Liveness.Partial partial ->
                throw notReady(
                        "lab " + lab + " is only half there", "missing: " + String.join(", ", partial.missing()), lab);
        }
    }

    private static NotReady notReady(String what, String evidence, String lab) {
        return new NotReady(
                what,
                evidence.isEmpty()
                        ? List.of(new Finding(Finding.Severity.ERROR, "", "", "cilab " + lab + " up"))
                        : List.of(new Finding(Finding.Severity.ERROR, evidence, "", "cilab " + lab + " up")));
    }
}
