package dev.cilab.probe.doctor;

import dev.cilab.env.Finding;
import dev.cilab.exec.Unreachable;
import dev.cilab.kube.KubeObject;
import java.util.ArrayList;
import java.util.List;

/** Cilium's BGP resources are {@code cilium.io/v2} since 1.18; what is still written as {@code v2alpha1} is refused by a later version. */
final class AlphaKinds implements Ailment {

    private static final String ALPHA = "cilium.io/v2alpha1";
    private static final List<String> KINDS =
            List.of("ciliumbgpclusterconfigs", "ciliumbgppeerconfigs", "ciliumbgpadvertisements");

    @Override
    public List<Finding> look(Patient patient) throws Unreachable {
        boolean known = patient.agentPods().stream()
                .map(Patient::version)
                .anyMatch(each -> each.matches("1\\.(1[89]|[2-9]\\d)\\..*|[2-9]\\..*"));
        if (!known) {
            return List.of(); // 1.17 has nothing else
        }
        if (patient.api().serves(KINDS.getFirst()).filter(ALPHA::equals).isPresent()) {
            return Ailment.error(
                    "the API server knows Cilium's BGP kinds as v2alpha1 only: manifests of v2 are refused",
                    "the CustomResourceDefinitions are of an older operator than the agents",
                    patient.kubectl("-n kube-system rollout restart deployment/cilium-operator"));
        }
        List<String> old = new ArrayList<>();
        for (String kind : KINDS) {
            for (KubeObject each : patient.all(kind)) {
                boolean alpha = each.at("/metadata/managedFields")
                        .valueStream()
                        .filter(field -> field.path("subresource").asString("").isEmpty())
                        .anyMatch(field -> field.path("apiVersion").asString("").equals(ALPHA));
                if (alpha) {
                    old.add(kind.substring(0, kind.length() - 1) + "/" + each.name());
                }
            }
        }
        return old.isEmpty()
                ? List.of()
                : Ailment.warning(
                        "BGP resources were written as v2alpha1, which is deprecated since Cilium 1.18",
                        String.join(", ", old),
                        "write apiVersion: cilium.io/v2 in their manifests, and apply them again");
    }
}
