package dev.cilab.sandbox.api.patch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cilab.sandbox.api.Json;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MergePatchTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"a":1}                 | {"a":2,"b":3}              | {"a":2,"b":3}
            {"a":{"x":1,"y":2}}     | {"a":{"x":null}}           | {"a":{"y":2}}
            {"a":[1,2]}             | {"a":[3]}                  | {"a":[3]}
            {"a":"s"}               | {"a":{"b":1,"c":null}}     | {"a":{"b":1}}
            {"a":1}                 | {"b":null}                 | {"a":1}
            {}                      | {"a":{"b":{"c":null}}}     | {"a":{"b":{}}}
            """)
    void merges(String target, String patch, String merged) {
        assertThat(MergePatch.apply(Json.read(target), Json.read(patch))).isEqualTo(Json.read(merged));
    }
}
