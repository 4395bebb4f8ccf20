package dev.cilab.probe.doctor;

import dev.cilab.env.Finding;
import dev.cilab.exec.Unreachable;
import java.util.List;

/** The operator makes the kinds of BGP at its start, and only while the control plane is switched on. */
final class BgpKinds implements Ailment {

    private static final String KIND = "ciliumbgpclusterconfigs";
    private static final String OLD = "ciliumbgppeeringpolicies";

    @Override
    public List<Finding> look(Patient patient) throws Unreachable {
        boolean on = patient.isOn("enable-bgp-control-plane");
        boolean served = patient.api().serves(KIND).isPresent();
        if (on && !served) {
            return Ailment.error(
                    "BGP is on, but the API server does not know its kinds (\"no matches for kind CiliumBGP…\")",
                    "enable-bgp-control-plane=true, no CustomResourceDefinition " + KIND,
                    patient.kubectl("-n kube-system rollout restart deployment/cilium-operator"));
        }
        if (!on && !patient.all(KIND).isEmpty()) {
            return Ailment.error(
                    "there are BGP resources, but the BGP Control Plane is off: nobody reads them",
                    "enable-bgp-control-plane is not true",
                    "helm -n kube-system upgrade cilium cilium/cilium --reuse-values --set bgpControlPlane.enabled=true");
        }
        if (served && !patient.all(OLD).isEmpty()) {
            return Ailment.warning(
                    "CiliumBGPPeeringPolicy is the old way to configure BGP; Cilium 1.19 ignores it",
                    "resources of kind " + OLD,
                    "write CiliumBGPClusterConfig, PeerConfig and Advertisement instead");
        }
        return List.of();
    }
}
