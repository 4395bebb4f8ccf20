package dev.cilab.helm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A small chart: one ConfigMap, and a Job as a hook. */
public final class TestCharts {

    private TestCharts() {}

    /** Without the Job, for an API server that nobody works for. */
    public static Path plain(Path folder, String version) throws IOException {
        Path chart = hello(folder, version);
        Path template = chart.resolve("templates/greeting.yaml");
        Files.writeString(template, Files.readString(template).replaceFirst("(?s)---.*", ""));
        return chart;
    }

    /** @return the chart's folder, inside {@code folder} */
    public static Path hello(Path folder, String version) throws IOException {
        Path chart = folder.resolve("hello");
        Files.createDirectories(chart.resolve("templates"));
        Files.writeString(chart.resolve("Chart.yaml"), """
                apiVersion: v2
                name: hello
                version: %s
                appVersion: "7"
                """.formatted(version));
        Files.writeString(chart.resolve("values.yaml"), "greeting: hello\npassword: \"\"\n");
        Files.writeString(chart.resolve("templates/greeting.yaml"), """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: greeting}
                data: {text: "{{ .Values.greeting }}"}
                ---
                apiVersion: batch/v1
                kind: Job
                metadata:
                  name: hook-{{ .Release.Revision }}
                  annotations: {helm.sh/hook: "post-install,post-upgrade"}
                spec:
                  template:
                    spec:
                      hostNetwork: true
                      restartPolicy: Never
                      containers: [{name: job, image: busybox, command: ["true"]}]
                """);
        return chart;
    }

    /** @return the chart of the folder, packed beside it */
    public static Path packed(Path chart) throws IOException {
        Path archive = chart.resolveSibling(chart.getFileName() + ".tgz");
        Process tar = new ProcessBuilder(
                        "tar",
                        "-czf",
                        archive.toString(),
                        "-C",
                        chart.getParent().toString(),
                        chart.getFileName().toString())
                .inheritIO()
                .start();
        if (tar.onExit().join().exitValue() != 0) {
            throw new IOException("tar failed");
        }
        return archive;
    }
}
