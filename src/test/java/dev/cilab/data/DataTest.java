package dev.cilab.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

class DataTest {

    private enum State {
        OPEN_CONFIRM
    }

    private record Name(String value) {}

    private record Peer(
            Name node,
            State state,
            int asn,
            Duration uptime,
            Optional<String> problem,
            Optional<String> note,
            Map<Name, Object> more) {}

    private static final Peer PEER = new Peer(
            new Name("k8s-w0"),
            State.OPEN_CONFIRM,
            65001,
            Duration.ofMillis(1500),
            Optional.empty(),
            Optional.of("a \"quoted\"\nline"),
            Map.of(new Name("list"), Arrays.asList(1, null, List.of(), Map.of(), List.of("x", 2.5))));

    @Test
    void records_become_plain_values() {
        Map<String, Object> expected = new LinkedHashMap<>();
        expected.put("node", "k8s-w0");
        expected.put("state", "open-confirm");
        expected.put("asn", 65001L);
        expected.put("uptime", 1.5);
        expected.put("note", "a \"quoted\"\nline");
        expected.put("more", Map.of("list", Arrays.asList(1L, null, List.of(), Map.of(), List.of("x", 2.5))));

        assertThat(Plain.of(PEER)).isEqualTo(expected);
    }

    @Test
    void json_on_one_line_and_for_people() {
        assertThat(Json.line(List.of(1, "a", true))).isEqualTo("[1,\"a\",true]");
        assertThat(Json.pretty(Map.of("a", List.of(1, List.of())))).isEqualTo("""
                {
                    "a": [
                        1,
                        []
                    ]
                }""");
    }

    @Test
    void other_readers_understand_both() {
        Object plain = Plain.of(PEER);

        assertThat(Plain.of(JsonMapper.shared().readValue(Json.pretty(PEER), Object.class)))
                .isEqualTo(plain);
        assertThat(Plain.of(new YAMLMapper().readValue(Yaml.of(PEER), Object.class)))
                .isEqualTo(plain);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a",
                "a ",
                " a",
                "true",
                "No",
                "null",
                "~",
                "1",
                "1.5",
                "1e3",
                "0x1f",
                "0o17",
                ".inf",
                "172.20.0.0/16",
                "10.1.1.1",
                "2025-08-09",
                "12:30",
                "-",
                "- a",
                "a: b",
                "a #b",
                "#a",
                "[a]",
                "{a}",
                "&a",
                "*a",
                "!a",
                "|",
                ">",
                "'a'",
                "\"a\"",
                "%a",
                "@a",
                "`a",
                "a,b",
                "a\nb",
                "a\tb",
                "é",
                "日本",
                "k8s-w0",
                "/dev/null",
                "y",
                "on",
                "\u0001",
                "\uD83D\uDE00"
            })
    void any_text_survives(String text) {
        assertThat(JsonMapper.shared().readValue(Json.line(text), Object.class)).isEqualTo(text);
        assertThat(new YAMLMapper().readValue(Yaml.of(Map.of("key", List.of(Map.of(text, text)))), Object.class))
                .isEqualTo(Map.of("key", List.of(Map.of(text, text))));
    }

    @Test
    void half_a_character_is_written_as_an_escape() {
        assertThat(Json.line("\uD800")).isEqualTo("\"\\ud800\"");
    }
}
