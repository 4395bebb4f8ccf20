package dev.cilab.probe.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MeshRulesTest {

    private static final Member WEST = member("west", "west", 1, 255, "native", "10.0.0.0/16", "10.1.0.0/16");
    private static final Member EAST = member("east", "east", 2, 255, "native", "10.1.0.0/16", "10.0.0.0/16");

    @Test
    void the_tutorials_clusters_fit() {
        assertThat(MeshRules.obstacles(List.of(WEST, EAST))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "default", "West", "-west", "west-", "we_st", "a23456789012345678901234567890123"})
    void names_that_no_cluster_may_have(String name) {
        assertThat(rules(member("west", name, 1, 255, "native", "10.0.0.0/16", "10.1.0.0/16"), EAST))
                .containsExactly("name");
    }

    @Test
    void a_name_may_have_32_characters() {
        assertThat(rules(member("west", "a".repeat(32), 1, 255, "native", "10.0.0.0/16", "10.1.0.0/16"), EAST))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0,255,id", "256,255,id", "-1,255,id", "255,255,", "511,511,max-connected", "300,300,max-connected"})
    void ids(int id, int maxConnected, String rule) {
        List<String> found =
                rules(member("west", "west", id, maxConnected, "native", "10.0.0.0/16", "10.1.0.0/16"), EAST);

        assertThat(found).containsAll(rule == null ? List.of() : List.of(rule));
        assertThat(found.isEmpty()).isEqualTo(rule == null);
    }

    @Test
    void equal_names_and_ids() {
        assertThat(rules(WEST, member("east", "west", 1, 255, "native", "10.1.0.0/16", "10.0.0.0/16")))
                .containsExactly("same-name", "same-id");
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/16", "10.0.128.0/17", "10.0.0.0/8"})
    void pod_networks_must_not_overlap(String cidr) {
        assertThat(rules(WEST, member("east", "east", 2, 255, "native", cidr, "10.0.0.0/16")))
                .contains("pod-cidr");
    }

    @Test
    void one_routing_mode() {
        assertThat(rules(WEST, member("east", "east", 2, 255, "tunnel", "10.1.0.0/16", "10.0.0.0/16")))
                .containsExactly("routing-mode");
    }

    @Test
    void native_routing_must_not_hide_pods() {
        Member hiding = member("west", "west", 1, 255, "native", "10.0.0.0/16", "10.9.0.0/16");

        assertThat(MeshRules.obstacles(List.of(hiding, EAST))).singleElement().satisfies(found -> {
            assertThat(found.rule()).isEqualTo("masquerade");
            assertThat(found.cluster()).isEqualTo("west");
            assertThat(found.fix()).isEqualTo("ipMasqAgent.config.nonMasqueradeCIDRs={10.1.0.0/16}");
        });
    }

    @Test
    void a_native_network_over_all_clusters_needs_no_exceptions() {
        Member wide = new Member(
                "west", "west", 1, 255, "native", List.of("10.0.0.0/24", "10.0.1.0/24"), "10.0.0.0/8", true, List.of());

        assertThat(rules(wide, EAST)).isEmpty();
    }

    private static List<String> rules(Member... members) {
        return MeshRules.obstacles(List.of(members)).stream()
                .map(Obstacle::rule)
                .toList();
    }

    private static Member member(
            String cluster, String name, int id, int max, String mode, String podCidr, String notMasqueraded) {
        return new Member(cluster, name, id, max, mode, List.of(podCidr), podCidr, true, List.of(notMasqueraded));
    }
}
