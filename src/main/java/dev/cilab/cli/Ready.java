package dev.cilab.cli;

import dev.cilab.env.Finding;
import dev.cilab.env.Liveness;
import dev.cilab.env.NotReady;
import java.util.List;

/** For commands that look at a lab and do not bring it up. */
final class Ready {

    private static final String DEFAULT = "sandbox";

    private Ready() {}

    /** @throws NotReady with the command that brings it up */
    static void require(OpenLab open) throws NotReady {
        String lab = open.topology().name();
        String environment = open.environment().name();
        String up = "cilab " + lab + " up" + (environment.equals(DEFAULT) ? "" : " --env " + environment);
        switch (open.environment().state(open.topology())) {
            case Liveness.Running running -> {}
            case Liveness.Absent absent -> throw notReady("lab " + lab + " is not up on " + environment, "", up);
            case Liveness.Partial partial ->
                throw notReady(
                        "lab " + lab + " is only half there", "missing: " + String.join(", ", partial.missing()), up);
        }
    }

    private static NotReady notReady(String what, String evidence, String up) {
        return new NotReady(
                what,
                evidence.isEmpty()
                        ? List.of(new Finding(Finding.Severity.ERROR, "", "", up))
                        : List.of(new Finding(Finding.Severity.ERROR, evidence, "", up)));
    }
}
