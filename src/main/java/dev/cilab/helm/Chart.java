package dev.cilab.helm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * A chart on this machine, read without Helm.
 *
 * @param path its folder or .tgz
 * @param keys the values it knows
 */
public record Chart(Path path, String name, String version, String appVersion, ChartKeys keys) {

    /** @throws HelmFailure when there is no chart, or it cannot be read */
    public static Chart read(Path path) throws HelmFailure {
        try {
            Map<String, String> files = Files.isDirectory(path) ? folder(path) : archive(path);
            if (!files.containsKey("Chart.yaml")) {
                throw new HelmFailure(path + " is no Helm chart: it has no Chart.yaml", "ls " + path);
            }
            JsonNode chart = YAMLMapper.shared().readTree(files.get("Chart.yaml"));
            return new Chart(
                    path,
                    chart.path("name").asString(""),
                    chart.path("version").asString(""),
                    chart.path("appVersion").asString(""),
                    ChartKeys.of(chart, files));
        } catch (IOException | UncheckedIOException | JacksonException e) {
            throw new HelmFailure("the chart " + path + " cannot be read: " + e.getMessage(), "ls -l " + path, e);
        }
    }

    private static Map<String, String> folder(Path folder) throws IOException {
        Map<String, String> files = new LinkedHashMap<>();
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path each : paths.filter(Files::isRegularFile).sorted().toList()) {
                String name = folder.relativize(each).toString();
                if (wanted(name)) {
                    files.put(name, Files.readString(each));
                }
            }
        }
        return files;
    }

    /** In an archive everything lies in a folder of the chart's name. */
    private static Map<String, String> archive(Path archive) throws IOException {
        Map<String, String> files = new LinkedHashMap<>();
        Tarball.read(archive, name -> name.contains("/") && wanted(inside(name)))
                .forEach((name, text) -> files.put(inside(name), text));
        return files;
    }

    private static String inside(String name) {
        String plain = name.startsWith("./") ? name.substring(2) : name;
        return plain.substring(plain.indexOf('/') + 1);
    }

    private static boolean wanted(String name) {
        return name.equals("Chart.yaml") || name.equals("values.yaml") || name.startsWith("templates/");
    }
}
