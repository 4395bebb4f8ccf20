package dev.cilab.lab.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cilab.lab.Action;
import dev.cilab.lab.Action.Helm.Workload;
import dev.cilab.lab.Lab;
import dev.cilab.lab.LabInvalid;
import dev.cilab.lab.Overrides;
import dev.cilab.lab.Problem;
import dev.cilab.lab.ValuesFile;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HelmReaderTest {

    @Test
    void valuesKeepTheirTypesAndVariablesAreReplaced() throws LabInvalid {
        Lab lab = read("""
                release: cilium
                namespace: kube-system
                chart: cilium
                version: "${version}"
                values: [values/cilium.yaml]
                set: { cluster.name: "${name}", cluster.id: "1", debug.enabled: true, loadBalancer.mode: null }
                reuse: true
                restart: [daemonset/cilium, deployment/cilium-operator]
                """, "k8sServicePort: 6443\nipv4NativeRoutingCIDR: ${podCidr}\nlist: [a, 1]\n");

        Action.Helm helm = (Action.Helm) lab.steps().getFirst().actions().getFirst();
        assertThat(helm.files())
                .containsExactly(new ValuesFile(
                        "values/cilium.yaml",
                        Map.of(
                                "k8sServicePort",
                                6443L,
                                "ipv4NativeRoutingCIDR",
                                "172.20.0.0/16",
                                "list",
                                List.of("a", 1L))));
        assertThat(helm.set())
                .containsEntry("cluster.name", "west")
                .containsEntry("cluster.id", "1")
                .containsEntry("debug.enabled", true)
                .containsEntry("loadBalancer.mode", null);
        assertThat(helm.version()).isEqualTo("1.20");
        assertThat(helm.cluster()).isEqualTo(Optional.empty());
        assertThat(helm.restart())
                .containsExactly(new Workload("daemonset", "cilium"), new Workload("deployment", "cilium-operator"));
        assertThat(helm.summary())
                .isEqualTo("Helm release cilium: values/cilium.yaml, cluster.id, cluster.name, debug.enabled,"
                        + " loadBalancer.mode");
    }

    @Test
    void mistakesAreToldWithTheirPlace() {
        LabInvalid invalid = catchThrowableOfType(LabInvalid.class, () -> read("""
                release: cilium
                chart: cilium
                values: [values/cilium.yaml, values/other.yaml]
                restart: cilium
                reuse: maybe
                vlues: x
                """, "- a list\n"));

        assertThat(invalid.problems())
                .extracting(Problem::message)
                .containsExactlyInAnyOrder(
                        "\"helm\" needs \"version\"",
                        "Helm values must be a map, not a list",
                        "there is no file labs/bgp/values/other.yaml",
                        "\"cilium\" is no workload",
                        "\"reuse\" must be true or false, not a text",
                        "unknown key \"vlues\" in \"helm\"");
    }

    private static Lab read(String helm, String values) throws LabInvalid {
        String lab = """
                cilab: 1
                lab: bgp
                title: Helm
                vars: { version: "1.20", name: west, podCidr: 172.20.0.0/16 }
                steps:
                - id: install
                  title: Install
                  do:
                  - helm:
                """ + helm.indent(6);
        return LabReader.read(
                MemoryFiles.lab(lab).with("values/cilium.yaml", values), new Words(), Overrides.none("sandbox"));
    }
}
