package dev.cilab.helm;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** A classic chart repository: an {@code index.yaml} that lists charts, their versions and where the archives lie. */
final class Repository {

    private static final int SHOWN = 5;

    private final Download download;

    Repository(Download download) {
        this.download = download;
    }

    byte[] chart(ChartSource.Repository source, String version) throws HelmFailure {
        JsonNode versions = index(source).path("entries").path(source.chart());
        List<String> known = new ArrayList<>();
        for (JsonNode each : versions) {
            String found = each.path("version").asString("");
            if (found.equals(version) || found.equals("v" + version)) {
                return download.bytes(ChartStore.resolve(
                        source.url(), each.path("urls").path(0).asString("")));
            }
            known.add(found);
        }
        String command = "helm search repo " + source.chart() + " --versions";
        if (known.isEmpty()) {
            throw new HelmFailure("the repository " + source.url() + " has no chart " + source.chart(), command);
        }
        throw new HelmFailure(
                source.url() + " has no version " + version + " of " + source.chart() + "; the newest are "
                        + String.join(", ", known.subList(0, Math.min(SHOWN, known.size()))),
                command);
    }

    private JsonNode index(ChartSource.Repository source) throws HelmFailure {
        byte[] index = download.bytes(ChartStore.resolve(source.url(), "index.yaml"));
        try {
            return YAMLMapper.shared().readTree(new String(index, StandardCharsets.UTF_8));
        } catch (JacksonException e) {
            throw new HelmFailure(source.url() + " is no chart repository: its index.yaml is no YAML", "", e);
        }
    }
}
