package dev.cilab.sandbox.api.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cilab.sandbox.api.Json;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class JsonPathTest {

    private static final JsonNode OBJECT = Json.read("""
            {"metadata":{"labels":{"a.b/c":"x"}},
             "spec":{"list":[{"n":1},{"n":2}],"flag":true},
             "status":{"conditions":[{"type":"cilium.io/PoolConflict","status":"False"},{"type":"Ready","status":"True","extra":0}]}}""");

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            .spec.flag                                                        | [true]
            {.spec.flag}                                                      | [true]
            $.spec.list[1].n                                                  | [2]
            .spec.list[-1].n                                                  | [2]
            .spec.list[*].n                                                   | [1, 2]
            .metadata.labels.a\\.b/c                                          | ["x"]
            .metadata.labels['a.b/c']                                         | ["x"]
            .status.conditions[?(@.type=="cilium.io/PoolConflict")].status    | ["False"]
            .status.conditions[?(@.type == 'Ready')].status                   | ["True"]
            .status.conditions[?(@.type!="Ready")].type                       | ["cilium.io/PoolConflict"]
            .status.conditions[?(@.extra)].type                               | ["Ready"]
            .status.conditions[?(@.extra==0)].type                            | ["Ready"]
            .status.missing[0].x                                              | []
            """)
    void finds(String path, String found) {
        assertThat(JsonPath.of(path).find(OBJECT)).hasToString(found);
    }

    @ParameterizedTest
    @ValueSource(strings = {"spec", ".spec[", ".spec[?(@.a=b)", ".a..b"})
    void refuses(String path) {
        assertThatThrownBy(() -> JsonPath.of(path)).hasMessage("not a JSONPath: " + path);
    }
}
