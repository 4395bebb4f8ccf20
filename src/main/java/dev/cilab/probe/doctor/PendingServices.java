package dev.cilab.probe.doctor;

import dev.cilab.env.Finding;
import dev.cilab.exec.Unreachable;
import dev.cilab.kube.KubeObject;
import dev.cilab.kube.Ref;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** A service of type LoadBalancer that stays {@code <pending>}: no pool has an address for it, or it is another controller's. */
final class PendingServices implements Ailment {

    private static final String SATISFIED = "cilium.io/IPAMRequestSatisfied";

    @Override
    public List<Finding> look(Patient patient) throws Unreachable {
        List<Finding> findings = new ArrayList<>();
        for (KubeObject service : patient.api().list(Ref.all("services"))) {
            boolean pending = service.at("/spec/type").asString("").equals("LoadBalancer")
                    && service.at("/status/loadBalancer/ingress").isEmpty();
            if (pending) {
                findings.addAll(Ailment.error(
                        "service " + service.namespace() + "/" + service.name() + " gets no address",
                        why(service, patient),
                        patient.kubectl("get ciliumloadbalancerippools")));
            }
        }
        return findings;
    }

    private static String why(KubeObject service, Patient patient) throws Unreachable {
        for (JsonNode condition : service.at("/status/conditions")) {
            if (condition.path("type").asString("").equals(SATISFIED)) {
                return condition.path("message").asString("") + " ("
                        + condition.path("reason").asString("") + ")";
            }
        }
        String type = service.at("/spec/loadBalancerClass").asString("");
        if (!type.isEmpty()) {
            return "loadBalancerClass is " + type;
        }
        return patient.all("ciliumloadbalancerippools").isEmpty()
                ? "there is no CiliumLoadBalancerIPPool"
                : "no pool selects it";
    }
}
