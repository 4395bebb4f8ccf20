package dev.cilab.helm;

import dev.cilab.kube.KubeObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The form in which Helm 3 stores a release: JSON, gzipped, base64, and that once more as a Secret's data. */
final class ReleaseSecret {

    private static final byte[] GZIP = {0x1f, (byte) 0x8b, 0x08};

    private ReleaseSecret() {}

    /** @throws HelmFailure when it is not what Helm writes */
    static Release decode(KubeObject secret) throws HelmFailure {
        try {
            byte[] once = Base64.getDecoder().decode(secret.at("/data/release").asString(""));
            byte[] bytes = Base64.getDecoder().decode(new String(once, StandardCharsets.US_ASCII));
            return release(JsonMapper.shared().readTree(unzipped(bytes)));
        } catch (IllegalArgumentException | JacksonException | IOException e) {
            throw new HelmFailure(
                    "the Secret " + secret.name() + " holds no Helm release: " + e.getMessage(),
                    "kubectl -n " + secret.namespace() + " get secret " + secret.name() + " -o yaml");
        }
    }

    /** The oldest Helms did not compress. */
    private static byte[] unzipped(byte[] bytes) throws IOException {
        if (!Arrays.equals(Arrays.copyOf(bytes, GZIP.length), GZIP)) {
            return bytes;
        }
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return in.readAllBytes();
        }
    }

    private static Release release(JsonNode json) {
        JsonNode chart = json.at("/chart/metadata");
        return new Release(
                json.path("name").asString(),
                json.path("namespace").asString(),
                json.path("version").asInt(),
                status(json.at("/info/status").asString("")),
                instant(json.at("/info/last_deployed").asString("")),
                chart.path("name").asString(""),
                chart.path("version").asString(""),
                chart.path("appVersion").asString(""),
                json.at("/info/description").asString(""),
                values(json.path("config")),
                values(json.at("/chart/values")),
                json.path("manifest").asString(""));
    }

    private static Release.Status status(String text) {
        try {
            return Release.Status.valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
        } catch (IllegalArgumentException unknown) {
            return Release.Status.UNKNOWN;
        }
    }

    private static Instant instant(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException absent) {
            return Instant.EPOCH;
        }
    }

    private static HelmValues values(JsonNode tree) {
        return tree.isObject()
                ? new HelmValues(JsonMapper.shared().convertValue(tree, new TypeReference<Map<String, Object>>() {}))
                : HelmValues.NONE;
    }
}
