package dev.cilab.sandbox.cilium;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cilab.Golden;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

class ChartTest {

    private static final String BGP_LAB = """
            k8sServiceHost: 192.168.10.100
            k8sServicePort: 6443
            ipam: {mode: cluster-pool, operator: {clusterPoolIPv4PodCIDRList: [172.20.0.0/16]}}
            ipv4NativeRoutingCIDR: 172.20.0.0/16
            routingMode: native
            autoDirectNodeRoutes: false
            bgpControlPlane: {enabled: true}
            kubeProxyReplacement: true
            bpf: {masquerade: true}
            installNoConntrackIptablesRules: true
            endpointHealthChecking: {enabled: false}
            healthChecking: false
            operator: {replicas: 1}
            debug: {enabled: true}
            """;

    @Test
    void theTutorialsValues() {
        JsonMapper indented =
                JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
        String objects = chart("1.18.0", BGP_LAB).objects().stream()
                .map(indented::writeValueAsString)
                .collect(Collectors.joining("\n", "", "\n"));
        Golden.check("cilium/chart-bgp.json", objects);
    }

    @Test
    void keysThatExistOnlyWhenTheyAreSet() {
        Map<String, String> config = chart("1.17.6", "{ipam: {mode: kubernetes}, hubble: {enabled: false}}")
                .config();
        assertThat(config)
                .doesNotContainKeys(
                        "bpf-lb-mode", "bpf-lb-algorithm", "cluster-pool-ipv4-cidr", "bgp-secrets-namespace")
                .containsEntry("enable-bgp-control-plane", "false")
                .containsEntry("cluster-id", "0");
        assertThat(chart("1.18.0", "{loadBalancer: {mode: dsr, algorithm: maglev}}")
                        .config())
                .containsEntry("bpf-lb-mode", "dsr")
                .containsEntry("bpf-lb-algorithm", "maglev");
    }

    @Test
    void theMasqAgentsConfigurationIsAMapOfItsOwn() {
        JsonNode map = chart("1.17.6", "{ipMasqAgent: {enabled: true, config: {nonMasqueradeCIDRs: [10.1.0.0/16]}}}")
                .objects()
                .stream()
                .filter(object ->
                        object.path("metadata").path("name").asString().equals("ip-masq-agent"))
                .findFirst()
                .orElseThrow();
        assertThat(map.path("data").path("config").asString()).isEqualTo("{\"nonMasqueradeCIDRs\":[\"10.1.0.0/16\"]}");
    }

    private static Chart chart(String version, String yaml) {
        return new Chart(version, new Values(new YAMLMapper().readTree(yaml)));
    }
}
