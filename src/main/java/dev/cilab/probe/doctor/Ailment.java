package dev.cilab.probe.doctor;

import dev.cilab.env.Finding;
import dev.cilab.exec.Unreachable;
import java.util.List;

/** A known trouble of clusters with Cilium that can be told by looking; how to tell it, and what mends it. */
interface Ailment {

    /** What shows it in this cluster; empty when it is well, or when this does not concern it. */
    List<Finding> look(Patient patient) throws Unreachable;

    static List<Finding> error(String what, String evidence, String fix) {
        return List.of(new Finding(Finding.Severity.ERROR, what, evidence, fix));
    }

    static List<Finding> warning(String what, String evidence, String fix) {
        return List.of(new Finding(Finding.Severity.WARNING, what, evidence, fix));
    }
}
