package dev.cilab.sandbox.node;

import dev.cilab.sandbox.Programs;
import dev.cilab.sandbox.SandboxSpec;
import java.util.List;
import java.util.Map;

/** A sandbox is not begun on a machine that cannot carry it. */
final class Requirements {

    private Requirements() {}

    /** @throws SandboxFailure when a program is missing */
    static void check(SandboxSpec spec, Privilege privilege) {
        boolean router = spec.nodes().stream().anyMatch(node -> node.roles().contains("router"));
        Map<String, String> missing = new Programs(List.of()).missing(privilege == Privilege.ROOT, router);
        if (!missing.isEmpty()) {
            throw new SandboxFailure("the sandbox needs programs that are not on this machine: "
                    + String.join(", ", missing.keySet()) + "\n  " + Programs.install(missing.values()));
        }
    }
}
