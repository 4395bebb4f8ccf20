package dev.cilab.probe;

import dev.cilab.env.Capability;
import dev.cilab.env.Scope;
import dev.cilab.lab.ProbeCall;
import dev.cilab.lab.ProbeSpec;
import dev.cilab.probe.bgp.CiliumPathsProbe;
import dev.cilab.probe.bgp.FrrConfigProbe;
import dev.cilab.probe.bgp.FrrLogProbe;
import dev.cilab.probe.bgp.FrrPathsProbe;
import dev.cilab.probe.bgp.HopsProbe;
import dev.cilab.probe.bgp.PeersProbe;
import dev.cilab.probe.bgp.PoliciesProbe;
import dev.cilab.probe.capture.CaptureProbe;
import dev.cilab.probe.cilium.AgentsProbe;
import dev.cilab.probe.cilium.LbServicesProbe;
import dev.cilab.probe.cilium.MasqueradingProbe;
import dev.cilab.probe.cilium.PoolsProbe;
import dev.cilab.probe.cilium.ServicesProbe;
import dev.cilab.probe.cilium.SettingsProbe;
import dev.cilab.probe.command.CommandProbe;
import dev.cilab.probe.helm.ReleasesProbe;
import dev.cilab.probe.helm.ValuesProbe;
import dev.cilab.probe.hubble.FlowsProbe;
import dev.cilab.probe.kube.DeploymentsProbe;
import dev.cilab.probe.kube.EndpointsProbe;
import dev.cilab.probe.kube.NodesProbe;
import dev.cilab.probe.kube.PodsProbe;
import dev.cilab.probe.kube.ResourcesProbe;
import dev.cilab.probe.mesh.CertificatesProbe;
import dev.cilab.probe.mesh.MeshProbe;
import dev.cilab.probe.mesh.MeshRoutesProbe;
import dev.cilab.probe.mesh.TroubleshootProbe;
import dev.cilab.probe.net.ReachProbe;
import dev.cilab.probe.net.RoutesProbe;
import dev.cilab.probe.net.SysctlProbe;
import dev.cilab.probe.traffic.OutageProbe;
import dev.cilab.probe.traffic.TrafficProbe;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Every probe there is, by its verb; a probe's classes are loaded when its verb is used. */
public final class LabProbes implements Probes {

    private static final List<String> VERBS = List.of(
            "bgp-peers",
            "bgp-available",
            "bgp-advertised",
            "bgp-received",
            "bgp-rib",
            "bgp-policies",
            "lb-hops",
            "frr-config",
            "frr-log",
            "routes",
            "sysctl",
            "reach",
            "traffic",
            "outage",
            "cilium-status",
            "cilium-config",
            "services",
            "ip-masq",
            "helm-releases",
            "helm-values",
            "mesh",
            "mesh-routes",
            "mesh-troubleshoot",
            "certificates",
            "lb-pools",
            "lb-services",
            "nodes",
            "pods",
            "deployment",
            "endpoints",
            "resource",
            "command",
            "packets",
            "updates",
            "geneve",
            "flows");

    @Override
    public Observation<?> observe(ProbeCall call, Scope scope) {
        return known(call).observe(call, scope);
    }

    @Override
    public boolean alone(ProbeCall call) {
        return known(call).alone();
    }

    @Override
    public String command(ProbeCall call, Scope scope) {
        return known(call).command(call, scope);
    }

    @Override
    public Collection<ProbeSpec> probes() {
        return VERBS.stream().map(verb -> find(verb).orElseThrow().spec()).toList();
    }

    @Override
    public Collection<String> verbs() {
        return VERBS;
    }

    @Override
    public Optional<ProbeSpec> probe(String verb) {
        return find(verb).map(Probe::spec);
    }

    @Override
    public Collection<String> capabilities() {
        return Arrays.stream(Capability.values())
                .map(c -> c.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .toList();
    }

    private static Probe<?> known(ProbeCall call) {
        return find(call.verb())
                .orElseThrow(
                        () -> new IllegalArgumentException(call.at() + ": there is no probe '" + call.verb() + "'"));
    }

    private static Optional<Probe<?>> find(String verb) {
        return Optional.ofNullable(
                switch (verb) {
                    case "bgp-peers" -> new PeersProbe();
                    case "bgp-available" -> CiliumPathsProbe.available();
                    case "bgp-advertised" -> CiliumPathsProbe.advertised();
                    case "bgp-received" -> FrrPathsProbe.received();
                    case "bgp-rib" -> FrrPathsProbe.rib();
                    case "bgp-policies" -> new PoliciesProbe();
                    case "lb-hops" -> new HopsProbe();
                    case "frr-config" -> new FrrConfigProbe();
                    case "frr-log" -> new FrrLogProbe();
                    case "routes" -> new RoutesProbe();
                    case "sysctl" -> new SysctlProbe();
                    case "reach" -> new ReachProbe();
                    case "traffic" -> new TrafficProbe();
                    case "outage" -> new OutageProbe();
                    case "cilium-status" -> new AgentsProbe();
                    case "cilium-config" -> new SettingsProbe();
                    case "services" -> new ServicesProbe();
                    case "ip-masq" -> new MasqueradingProbe();
                    case "helm-releases" -> new ReleasesProbe();
                    case "helm-values" -> new ValuesProbe();
                    case "mesh" -> new MeshProbe();
                    case "mesh-routes" -> new MeshRoutesProbe();
                    case "mesh-troubleshoot" -> new TroubleshootProbe();
                    case "certificates" -> new CertificatesProbe();
                    case "lb-pools" -> new PoolsProbe();
                    case "lb-services" -> new LbServicesProbe();
                    case "nodes" -> new NodesProbe();
                    case "pods" -> new PodsProbe();
                    case "deployment" -> new DeploymentsProbe();
                    case "endpoints" -> new EndpointsProbe();
                    case "resource" -> new ResourcesProbe();
                    case "command" -> new CommandProbe();
                    case "packets" -> CaptureProbe.packets();
                    case "updates" -> CaptureProbe.updates();
                    case "geneve" -> CaptureProbe.geneve();
                    case "flows" -> new FlowsProbe();
                    default -> null;
                });
    }
}
