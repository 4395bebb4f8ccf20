package dev.cilab.probe.doctor;

import dev.cilab.env.Finding;
import dev.cilab.exec.Unreachable;
import dev.cilab.kube.KubeObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** An advertisement that no peer configuration selects, or that selects no service: the peering stands, the address is not announced. */
final class SelectedByNobody implements Ailment {

    @Override
    public List<Finding> look(Patient patient) throws Unreachable {
        List<Finding> findings = new ArrayList<>();
        List<KubeObject> peerConfigs = patient.all("ciliumbgppeerconfigs");
        for (KubeObject each : patient.all("ciliumbgpadvertisements")) {
            boolean selected = peerConfigs.stream()
                    .flatMap(config -> config.at("/spec/families").valueStream())
                    .anyMatch(family -> selects(family.path("advertisements"), each.labels()));
            if (!selected) {
                findings.addAll(Ailment.error(
                        "advertisement " + each.name()
                                + " is selected by no CiliumBGPPeerConfig: nothing of it is announced",
                        "its labels are " + each.labels(),
                        patient.kubectl("get ciliumbgppeerconfigs -o yaml")));
            }
            for (JsonNode one : each.at("/spec/advertisements")) {
                if (one.path("advertisementType").asString("").equals("Service")
                        && one.path("selector").isMissingNode()) {
                    findings.addAll(
                            Ailment.error(
                                    "advertisement " + each.name()
                                            + " of type Service has no selector, and so selects no service",
                                    "spec.advertisements[].selector is not set",
                                    "add selector: { matchExpressions: [{ key: x, operator: NotIn, values: [never] }] } for all"));
                }
            }
        }
        return findings;
    }

    /** A LabelSelector; one with expressions is taken to match, because reading them wrong would be a false alarm. */
    static boolean selects(JsonNode selector, Map<String, String> labels) {
        if (selector.isMissingNode() || selector.isNull()) {
            return false;
        }
        return selector.path("matchLabels").properties().stream()
                .allMatch(label -> label.getValue().asString("").equals(labels.get(label.getKey())));
    }
}
