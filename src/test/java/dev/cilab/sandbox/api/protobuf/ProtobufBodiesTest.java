package dev.cilab.sandbox.api.protobuf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cilab.sandbox.api.ApiError;
import dev.cilab.sandbox.api.Json;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ProtobufBodiesTest {

    /** What kubectl 1.33 sent for {@code kubectl create configmap foo --from-literal=a=b}. */
    private static final byte[] CONFIG_MAP = HexFormat.of()
            .parseHex("6b3873000a0f0a0276311209436f6e6669674d6170121d0a130a03666f6f12001a0022002a00320038004200"
                    + "12060a01611201621a002200");

    @Test
    void a_config_map_as_kubectl_sends_it() {
        assertThat(ProtobufBodies.decode(CONFIG_MAP)).isEqualTo(Json.read("""
                        {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"foo"},"data":{"a":"b"}}"""));
    }

    @Test
    void damaged_bytes_are_refused_or_read_never_more() {
        Random random = new Random(3);
        for (int i = 0; i < 5000; i++) {
            byte[] damaged = CONFIG_MAP.clone();
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            try {
                ProtobufBodies.decode(damaged);
            } catch (ApiError refused) {
                assertThat(refused.code()).isEqualTo(400);
            }
        }
    }

    @Test
    void what_has_no_envelope_is_refused() {
        for (byte[] body : new byte[][] {{}, {'k', '8'}, {'{', '}', ' ', ' '}, {'k', '8', 's', 0}}) {
            assertThatThrownBy(() -> ProtobufBodies.decode(body))
                    .isInstanceOfSatisfying(
                            ApiError.class, error -> assertThat(error.code()).isEqualTo(400));
        }
    }
}
