package dev.cilab.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cilab.kube.KubeObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ReleaseSecretTest {

    private static final String RELEASE = """
            {"name": "cilium", "namespace": "kube-system", "version": 3,
             "info": {"first_deployed": "2026-01-01T10:00:00.5+09:00", "last_deployed": "2026-01-02T10:00:00.123456789+09:00",
                      "deleted": "", "description": "Upgrade complete", "status": "pending-upgrade"},
             "chart": {"metadata": {"name": "cilium", "version": "1.18.0", "appVersion": "1.18.0"},
                       "values": {"debug": {"enabled": false}, "port": 9962}},
             "config": {"debug": {"enabled": true}}, "manifest": "---"}
            """;

    @Test
    void aReleaseIsJsonGzippedInBase64Twice() throws Exception {
        Release release = ReleaseSecret.decode(secret(zipped(RELEASE.getBytes(StandardCharsets.UTF_8))));

        assertThat(release)
                .isEqualTo(new Release(
                        "cilium",
                        "kube-system",
                        3,
                        Release.Status.PENDING_UPGRADE,
                        Instant.parse("2026-01-02T01:00:00.123456789Z"),
                        "cilium",
                        "1.18.0",
                        "1.18.0",
                        "Upgrade complete",
                        new HelmValues(Map.of("debug", Map.of("enabled", true))),
                        new HelmValues(Map.of("debug", Map.of("enabled", false), "port", 9962)),
                        "---"));
        assertThat(release.secret()).isEqualTo("sh.helm.release.v1.cilium.v3");
        assertThat(release.status().pending()).isTrue();
    }

    @Test
    void anUncompressedOneIsReadToo() throws Exception {
        assertThat(ReleaseSecret.decode(secret(RELEASE.getBytes(StandardCharsets.UTF_8)))
                        .revision())
                .isEqualTo(3);
    }

    @Test
    void whatIsNoReleaseIsSaid() {
        assertThatThrownBy(() -> ReleaseSecret.decode(secret("no JSON".getBytes(StandardCharsets.UTF_8))))
                .isInstanceOf(HelmFailure.class)
                .hasMessageContaining("the Secret sh.helm.release.v1.cilium.v3 holds no Helm release");
    }

    private static KubeObject secret(byte[] release) {
        byte[] once = Base64.getEncoder().encode(release);
        return new KubeObject(JsonMapper.shared()
                .valueToTree(Map.of(
                        "metadata", Map.of("name", "sh.helm.release.v1.cilium.v3", "namespace", "kube-system"),
                        "data", Map.of("release", Base64.getEncoder().encodeToString(once)))));
    }

    private static byte[] zipped(byte[] bytes) throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(zipped)) {
            out.write(bytes);
        }
        return zipped.toByteArray();
    }
}
