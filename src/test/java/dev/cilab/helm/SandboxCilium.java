package dev.cilab.helm;

import dev.cilab.CommandRun;
import dev.cilab.env.Environment;
import dev.cilab.env.LabSetup;
import dev.cilab.env.StateFolder;
import dev.cilab.env.sandbox.Sandbox;
import dev.cilab.kube.KubeCluster;
import dev.cilab.kube.Ownership;
import dev.cilab.kube.OwnershipGuard;
import dev.cilab.kube.Permit;
import dev.cilab.kube.Ref;
import dev.cilab.lab.ClusterName;
import java.nio.file.Path;
import java.util.Map;
import tools.jackson.core.type.TypeReference;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The sandbox's own chart, installed by Helm as the labs do it, for tests that begin below the labs. */
public final class SandboxCilium {

    private static final String VERSION = "1.18.0";
    private static final String VALUES = """
            bgpControlPlane: {enabled: true}
            operator: {replicas: 1}
            ipam: {operator: {clusterPoolIPv4PodCIDRList: [172.20.0.0/16]}}
            routingMode: native
            ipv4NativeRoutingCIDR: 172.20.0.0/16
            kubeProxyReplacement: true
            bpf: {masquerade: true}
            """;

    private SandboxCilium() {}

    /** @param folder of the test, for what lies about */
    public static void install(Path folder, Path kubeconfig, String context) throws Exception {
        install(folder, kubeconfig, context, VERSION, VALUES);
    }

    /** Installs it, or brings the release that there is to these values. @param values YAML, all that differ from the chart's */
    public static void install(Path folder, Path kubeconfig, String context, String version, String values)
            throws Exception {
        StateFolder state = new StateFolder(folder);
        Helm helm = new Helm(CommandRun.CACHE, Map.of());
        try (Environment sandbox = new Sandbox().open(state, Map.of(), new LabSetup("chart"));
                KubeCluster cluster = new KubeCluster(new ClusterName(context), kubeconfig, context)) {
            Chart chart = helm.charts().get(sandbox.chart("cilium", version).orElseThrow(), version);
            Ownership ownership = new Ownership(state.clusters());
            ownership.record(cluster.uid(), new Ownership.Entry(cluster.name(), "sandbox", Ownership.Origin.CREATED));
            Map<String, Object> tree = YAMLMapper.shared().readValue(values, new TypeReference<>() {});
            Permit permit = new OwnershipGuard(ownership).permit(cluster);
            Helm.Wanted wanted = new Helm.Wanted("cilium", "kube-system", chart, new HelmValues(tree), "complete");
            if (cluster.get(Ref.one("daemonset", "kube-system", "cilium")).isPresent()) {
                helm.upgrade(permit, cluster, wanted);
            } else {
                helm.install(permit, cluster, wanted);
            }
        }
    }
}
