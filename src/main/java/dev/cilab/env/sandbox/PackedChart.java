package dev.cilab.env.sandbox;

import dev.cilab.helm.ChartSource;
import dev.cilab.helm.HelmFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The sandbox's own chart {@code cilium}, packed with cilab, put where Helm can read it. */
final class PackedChart {

    private static final List<String> FILES = List.of(
            "Chart.yaml",
            "values.yaml",
            "templates/_helpers.tpl",
            "templates/validate.yaml",
            "templates/rbac.yaml",
            "templates/cilium-configmap.yaml",
            "templates/cilium-agent.yaml",
            "templates/cilium-operator.yaml",
            "templates/cilium-ca-secret.yaml",
            "templates/hubble.yaml",
            "templates/_clustermesh.tpl",
            "templates/clustermesh-apiserver.yaml",
            "templates/clustermesh-certificates.yaml",
            "templates/clustermesh-config.yaml");

    /** The versions whose behaviour the stand-ins know. */
    private static final Pattern VERSIONS = Pattern.compile("1\\.(1[7-9]|20)\\.\\d+(-[0-9A-Za-z.-]+)?");

    private PackedChart() {}

    /** @param folder where it is put, made or overwritten */
    static ChartSource cilium(Path folder, String version) throws HelmFailure {
        if (!VERSIONS.matcher(version).matches()) {
            throw new HelmFailure("the sandbox stands in for Cilium 1.17 to 1.20, not for " + version, "cilab env");
        }
        try {
            for (String file : FILES) {
                Path place = folder.resolve(file);
                Files.createDirectories(place.getParent());
                Files.writeString(place, text(file).replace("${version}", version));
            }
        } catch (IOException e) {
            throw new HelmFailure(
                    "the chart cannot be put into " + folder + ": " + e.getMessage(), "ls -ld " + folder, e);
        }
        return new ChartSource.Local(folder);
    }

    private static String text(String file) throws IOException {
        try (InputStream in = PackedChart.class.getResourceAsStream("cilium/" + file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
