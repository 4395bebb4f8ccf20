package dev.cilab.action;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cilab.data.Json;
import dev.cilab.helm.HelmValues;
import dev.cilab.probe.mesh.Access;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.core.type.TypeReference;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** What is sent to the chart, key by key, against what {@code cilium clustermesh} sends, as documented. */
class MeshValuesTest {

    /** {@code cilium clustermesh enable --service-type NodePort --enable-kvstoremesh=false}, CLI of the 1.17 and 1.18 era. */
    private static final String ENABLE = """
            clustermesh:
              useAPIServer: true
              apiserver:
                service: {type: NodePort}
                tls: {auto: {enabled: true, method: cronJob, schedule: "0 0 1 */4 *"}}
                kvstoremesh: {enabled: false}
            """;

    /** Since CLI v0.18.9 the configuration is switched on as well. */
    private static final String ENABLE_SINCE_1_19 = ENABLE + "  config: {enabled: true}\n";

    private static final String CONNECT = """
            clustermesh:
              config:
                enabled: true
                clusters:
                - name: east
                  ips: ["172.18.0.4"]
                  port: 32379
            """;

    private static final String CONNECT_SINCE_1_20 = """
            clustermesh:
              config:
                enabled: true
                clusters:
                  east:
                    ips: ["172.18.0.4"]
                    port: 32379
            """;

    private static final String DISABLE = """
            clustermesh:
              useAPIServer: false
              config: {enabled: false, clusters: []}
            """;

    private static final Access EAST = new Access("NodePort", List.of("172.18.0.4"), 32379);

    @Test
    void enable() {
        same(values("1.17.6").enable(0, false), ENABLE);
        same(values("1.18.0").enable(0, false), ENABLE);
        same(values("1.19.6").enable(0, false), ENABLE_SINCE_1_19);
        same(values("1.20.0").enable(0, false), ENABLE_SINCE_1_19);
    }

    @Test
    void enable_adds_only_a_node_port_where_two_clusters_must_not_share_one() {
        Map<String, Object> with = new LinkedHashMap<>(values("1.17.6").enable(32380, false));

        assertThat(with.remove("clustermesh.apiserver.service.nodePort")).isEqualTo(32380);
        same(with, ENABLE);
        assertThat(values("1.17.6").distinctPorts()).isTrue();
        assertThat(values("1.18.0").distinctPorts()).isTrue();
        assertThat(values("v1.19.0").distinctPorts()).isFalse();
    }

    @Test
    void connect_as_a_list_before_chart_1_20() {
        same(values("1.17.6").connect(Map.of("east", EAST), null), CONNECT);
        same(values("1.19.6").connect(Map.of("east", EAST), null), CONNECT);
    }

    @Test
    void connect_as_a_map_since_chart_1_20() {
        same(values("1.20.0").connect(Map.of("east", EAST), null), CONNECT_SINCE_1_20);
    }

    @Test
    void connect_keeps_clusters_that_are_there_and_replaces_one_of_the_same_name() {
        Object existing = List.of(
                Map.of("name", "north", "ips", List.of("172.18.0.9"), "port", 32381),
                Map.of("name", "east", "ips", List.of("172.18.0.99"), "port", 1));

        Object clusters =
                values("1.18.0").connect(Map.of("east", EAST), existing).get("clustermesh.config.clusters");

        assertThat(clusters)
                .isEqualTo(List.of(
                        Map.of("name", "east", "ips", List.of("172.18.0.4"), "port", 32379L),
                        Map.of("name", "north", "ips", List.of("172.18.0.9"), "port", 32381)));
    }

    @Test
    void disconnect_takes_out_the_named_ones_only() {
        Object list = List.of(Map.of("name", "east", "port", 1), Map.of("name", "north", "port", 2));

        assertThat(values("1.18.0").disconnect(List.of("east"), list))
                .isEqualTo(Map.of("clustermesh.config.clusters", List.of(Map.of("name", "north", "port", 2))));
        assertThat(values("1.18.0").disconnect(List.of("south"), list)).isEmpty();
        assertThat(values("1.18.0").disconnect(List.of("east"), null)).isEmpty();
    }

    @Test
    void disconnect_of_a_map_takes_a_key_away_by_null() {
        Map<String, Object> sent =
                values("1.20.0").disconnect(List.of("east", "south"), Map.of("east", Map.of(), "north", Map.of()));

        assertThat(sent).containsOnlyKeys("clustermesh.config.clusters.east").containsValue(null);
    }

    @Test
    void disable() {
        same(values("1.17.6").disable(), DISABLE);
    }

    private static MeshValues values(String version) {
        return new MeshValues(version);
    }

    private static void same(Map<String, Object> sent, String documented) {
        HelmValues tree = HelmValues.NONE;
        for (Map.Entry<String, Object> each : sent.entrySet()) {
            tree = tree.with(HelmValues.at(each.getKey(), each.getValue()));
        }
        Map<String, Object> expected = YAMLMapper.shared().readValue(documented, new TypeReference<>() {});
        assertThat(Json.line(sorted(tree.leaves()))).isEqualTo(Json.line(sorted(new HelmValues(expected).leaves())));
    }

    private static Map<String, Object> sorted(Map<String, Object> leaves) {
        return new java.util.TreeMap<>(leaves);
    }
}
