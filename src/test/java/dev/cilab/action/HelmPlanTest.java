package dev.cilab.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cilab.helm.HelmFailure;
import dev.cilab.helm.HelmValues;
import dev.cilab.helm.Release;
import dev.cilab.helm.Release.Status;
import dev.cilab.kube.KubeContext;
import dev.cilab.lab.Action;
import dev.cilab.lab.ValuesFile;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HelmPlanTest {

    private static final KubeContext CLUSTER = new KubeContext(Path.of("/k"), "bgp");

    @Test
    void withoutAReleaseItIsInstalled() throws Exception {
        HelmPlan plan = HelmPlan.of(action(true, Map.of("cluster.id", 1L)), Optional.empty(), Optional.empty());

        assertThat(plan.nothing()).isFalse();
        assertThat(plan.summary()).isEqualTo("install Helm release cilium 1.18.0");
        assertThat(plan.wanted()).isEqualTo(new HelmValues(Map.of("debug", true, "cluster", Map.of("id", 1L))));
        assertThat(plan.paste("cilium --repo https://helm.cilium.io/", CLUSTER))
                .containsExactly(
                        "helm upgrade --install cilium cilium --repo https://helm.cilium.io/ --version 1.18.0"
                                + " --kubeconfig /k --kube-context bgp -n kube-system -f values/cilium.yaml --set cluster.id=1");
    }

    @Test
    void aReleaseThatHasTheValuesIsLeftAlone() throws Exception {
        Release more = release("1.18.0", Status.DEPLOYED, Map.of("debug", true, "loadBalancer", Map.of("mode", "dsr")));

        assertThat(plan(action(true, Map.of()), more).nothing()).isTrue();
        assertThat(plan(action(false, Map.of()), more).changes())
                .as("without reuse, values that nobody wants go")
                .hasSize(1);
    }

    @Test
    void aChangeIsToldValueByValue() throws Exception {
        Map<String, Object> set = new LinkedHashMap<>();
        set.put("loadBalancer.mode", "dsr");
        set.put("hubble.metrics.enabled", List.of("dns", "drop"));
        HelmPlan plan = plan(action(true, set), release("1.18.0", Status.DEPLOYED, Map.of("debug", true)));

        assertThat(plan.summary())
                .isEqualTo("upgrade Helm release cilium 1.18.0: loadBalancer.mode: the chart's default -> \"dsr\","
                        + " hubble.metrics.enabled: the chart's default -> [\"dns\",\"drop\"]");
        assertThat(plan.paste("cilium", CLUSTER))
                .containsExactly(
                        "# loadBalancer.mode: the chart's default -> \"dsr\"",
                        "# hubble.metrics.enabled: the chart's default -> [\"dns\",\"drop\"]",
                        "helm upgrade --install cilium cilium --version 1.18.0 --kubeconfig /k --kube-context bgp"
                                + " -n kube-system --reuse-values -f values/cilium.yaml --set-string loadBalancer.mode=dsr"
                                + " --set-json 'hubble.metrics.enabled=[\"dns\",\"drop\"]'");
    }

    @Test
    void aSecretIsNeitherShownNorPasted() throws Exception {
        HelmPlan plan = plan(
                action(true, Map.of("tls.ca.key", "c2VjcmV0")),
                release("1.18.0", Status.DEPLOYED, Map.of("debug", true)));

        assertThat(plan.summary() + plan.paste("cilium", CLUSTER))
                .doesNotContain("c2VjcmV0")
                .contains("--set-string tls.ca.key=\"$VALUE\"");
    }

    @Test
    void aFailedUpgradeIsTriedAgain() throws Exception {
        Release deployed = release("1.18.0", Status.DEPLOYED, Map.of("debug", true));
        Release failed = release("1.18.0", Status.FAILED, Map.of("debug", true));

        assertThat(HelmPlan.of(action(true, Map.of()), Optional.of(failed), Optional.of(deployed))
                        .nothing())
                .isFalse();
    }

    @Test
    void anOperationThatDiedIsBegunAgain() throws Exception {
        Release deployed = release("1.18.0", Status.DEPLOYED, Map.of("debug", true));
        Release upgrading = release("1.18.0", Status.PENDING_UPGRADE, Map.of("debug", true));
        Release installing = release("1.18.0", Status.PENDING_INSTALL, Map.of());

        HelmPlan upgrade = HelmPlan.of(action(true, Map.of()), Optional.of(upgrading), Optional.of(deployed));
        assertThat(upgrade.nothing()).isFalse();
        assertThat(upgrade.dead()).contains(upgrading);
        HelmPlan install = HelmPlan.of(action(true, Map.of()), Optional.of(installing), Optional.empty());
        assertThat(install.install()).isTrue();
        assertThat(install.dead()).contains(installing);
    }

    @Test
    void valuesAreReusedOnlyWithTheSameVersion() throws Exception {
        Release old = release("1.17.6", Status.DEPLOYED, Map.of("debug", true));

        assertThatThrownBy(() -> plan(action(true, Map.of()), old))
                .isInstanceOf(HelmFailure.class)
                .hasMessage("release cilium is chart version 1.17.6, wanted is 1.18.0;"
                        + " values can be reused only with the same version");
        assertThat(plan(action(false, Map.of()), old).summary())
                .isEqualTo("upgrade Helm release cilium 1.18.0 from 1.17.6");
    }

    private static HelmPlan plan(Action.Helm action, Release release) throws HelmFailure {
        return HelmPlan.of(action, Optional.of(release), Optional.of(release));
    }

    private static Action.Helm action(boolean reuse, Map<String, Object> set) {
        return new Action.Helm(
                Optional.empty(),
                "cilium",
                "kube-system",
                "cilium",
                "1.18.0",
                List.of(new ValuesFile("values/cilium.yaml", Map.of("debug", true))),
                set,
                reuse,
                List.of());
    }

    private static Release release(String version, Status status, Map<String, Object> values) {
        return new Release(
                "cilium",
                "kube-system",
                1,
                status,
                Instant.EPOCH,
                "cilium",
                version,
                version,
                "",
                new HelmValues(values),
                HelmValues.NONE,
                "");
    }
}
