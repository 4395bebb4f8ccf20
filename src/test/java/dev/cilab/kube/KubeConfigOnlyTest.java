package dev.cilab.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cilab.exec.Unreachable;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class KubeConfigOnlyTest {

    @Test
    void oneContextOfManyWithFileNamesThatHoldAnywhere(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("config"), """
                apiVersion: v1
                kind: Config
                current-context: east
                contexts:
                - {name: east, context: {cluster: e, user: e}}
                - {name: west, context: {cluster: w, user: w, namespace: lab}}
                clusters:
                - {name: e, cluster: {server: "https://east"}}
                - {name: w, cluster: {server: "https://west", certificate-authority: pki/ca.crt}}
                users:
                - {name: e, user: {token: east-token}}
                - {name: w, user: {client-certificate: pki/me.crt, client-key: /abs/me.key}}
                """);
        KubeConfig config = KubeConfig.read(file);

        JsonNode only = JsonMapper.shared().readTree(config.only("west").reveal());

        assertThat(only.path("current-context").asString()).isEqualTo("west");
        assertThat(only.toString()).doesNotContain("east");
        assertThat(only.at("/clusters/0/cluster/certificate-authority").asString())
                .isEqualTo(folder.resolve("pki/ca.crt").toString());
        assertThat(only.at("/users/0/user/client-key").asString()).isEqualTo("/abs/me.key");
        assertThat(only.at("/contexts/0/context/namespace").asString()).isEqualTo("lab");
        assertThat(config.only("west").toString()).isEqualTo("(secret)");
        assertThatThrownBy(() -> config.only("north")).isInstanceOf(Unreachable.class);
    }
}
