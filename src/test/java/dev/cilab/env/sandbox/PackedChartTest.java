package dev.cilab.env.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cilab.helm.Chart;
import dev.cilab.helm.HelmFailure;
import dev.cilab.helm.HelmValues;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.core.type.TypeReference;
import tools.jackson.dataformat.yaml.YAMLMapper;

class PackedChartTest {

    @Test
    void everyFileIsPutOutWithTheWantedVersion(@TempDir Path folder) throws Exception {
        PackedChart.cilium(folder, "1.17.6");

        assertThat(names(folder)).isEqualTo(names(Path.of("src/main/resources/dev/cilab/env/sandbox/cilium")));
        assertThat(Chart.read(folder).version()).isEqualTo("1.17.6");
    }

    @Test
    void itKnowsEveryValueOfTheLabs(@TempDir Path folder) throws Exception {
        PackedChart.cilium(folder, "1.18.0");
        Chart chart = Chart.read(folder);

        for (Path file : valuesFiles()) {
            Map<String, Object> values =
                    YAMLMapper.shared().readValue(Files.readString(file), new TypeReference<>() {});
            assertThat(chart.keys().unknown(new HelmValues(values)))
                    .as(file.toString())
                    .isEmpty();
        }
        for (String path : List.of(
                "tunnelProtocol",
                "loadBalancer.mode",
                "loadBalancer.dsrDispatch",
                "loadBalancer.algorithm",
                "bgpControlPlane.statusReport.enabled",
                "clustermesh.config.clusters",
                "clustermesh.apiserver.kvstoremesh.enabled")) {
            assertThat(chart.keys().unknown(HelmValues.at(path, "x"))).as(path).isEmpty();
        }
    }

    @Test
    void aVersionThatNobodyStandsInForIsRefused(@TempDir Path folder) {
        assertThatThrownBy(() -> PackedChart.cilium(folder, "1.9.0"))
                .isInstanceOf(HelmFailure.class)
                .hasMessage("the sandbox stands in for Cilium 1.17 to 1.20, not for 1.9.0");
    }

    private static List<Path> valuesFiles() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("labs"))) {
            return files.filter(file -> file.toString().contains("/values/")
                            && file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }
}
