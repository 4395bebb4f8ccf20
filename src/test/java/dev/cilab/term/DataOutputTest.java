package dev.cilab.term;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DataOutputTest {

    private record Peer(String node, int asn, Duration uptime, Optional<String> problem) {}

    private static String printed(OutputFormat format) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        List<Peer> peers = List.of(
                new Peer("k8s-w0", 65001, Duration.ofSeconds(85), Optional.empty()),
                new Peer("k8s-w1", 65001, Duration.ZERO, Optional.of("idle")));
        new DataOutput(new PrintStream(bytes, true, StandardCharsets.UTF_8), format)
                .print(Table.of(List.of("NODE"), List.of(List.of("k8s-w0"), List.of("k8s-w1"))), peers);
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void json_lines_hold_one_record_each() {
        assertThat(printed(OutputFormat.JSONL)).isEqualTo("""
                {"node":"k8s-w0","asn":65001,"uptime":85.0}
                {"node":"k8s-w1","asn":65001,"uptime":0.0,"problem":"idle"}
                """);
    }

    @Test
    void yaml_is_what_kubectl_users_expect() {
        assertThat(printed(OutputFormat.YAML)).isEqualTo("""
                - node: k8s-w0
                  asn: 65001
                  uptime: 85.0
                - node: k8s-w1
                  asn: 65001
                  uptime: 0.0
                  problem: idle
                """);
    }

    @Test
    void json_is_one_document() {
        assertThat(printed(OutputFormat.JSON))
                .startsWith("[\n    {\n        \"node\": \"k8s-w0\",")
                .endsWith("    }\n]\n");
    }
}
