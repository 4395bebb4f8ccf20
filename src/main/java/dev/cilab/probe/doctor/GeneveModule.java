package dev.cilab.probe.doctor;

import dev.cilab.env.Finding;
import dev.cilab.exec.Command;
import dev.cilab.exec.Parallel;
import dev.cilab.exec.Unreachable;
import dev.cilab.lab.NodeName;
import java.util.ArrayList;
import java.util.List;

/** DSR with Geneve needs the kernel's module; without it answers never leave. */
final class GeneveModule implements Ailment {

    private static final String HAS = "test -e /sys/module/geneve || modprobe --dry-run --quiet geneve";

    @Override
    public List<Finding> look(Patient patient) throws Unreachable {
        if (!patient.setting("bpf-lb-dsr-dispatch").equals("geneve")) {
            return List.of();
        }
        List<String> without = new ArrayList<>();
        for (Parallel.Outcome<NodeName, Boolean> node :
                Parallel.map(patient.cluster().nodes(), name -> has(patient, name))) {
            if (node.ok() && !node.value()) {
                without.add(node.place().value());
            }
        }
        return without.isEmpty()
                ? List.of()
                : Ailment.error(
                        "DSR is dispatched with Geneve, and the kernel has no such module",
                        String.join(", ", without),
                        "sudo modprobe geneve, or sudo apt-get install linux-modules-extra-$(uname -r)");
    }

    private static boolean has(Patient patient, NodeName node) throws Unreachable {
        return patient.scope()
                .environment()
                .host(node)
                .run(Command.sh(HAS).asRoot())
                .ok();
    }
}
