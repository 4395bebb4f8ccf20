package dev.cilab.sandbox.api.patch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cilab.sandbox.api.ApiError;
import dev.cilab.sandbox.api.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonPatchTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"a":1}               | [{"op":"add","path":"/b","value":[2]}]                                    | {"a":1,"b":[2]}
            {"a":[1,3]}           | [{"op":"add","path":"/a/1","value":2}]                                    | {"a":[1,2,3]}
            {"a":[1]}             | [{"op":"add","path":"/a/-","value":2}]                                    | {"a":[1,2]}
            {"a":1,"b":2}         | [{"op":"remove","path":"/a"}]                                             | {"b":2}
            {"a":[1,2,3]}         | [{"op":"remove","path":"/a/1"}]                                           | {"a":[1,3]}
            {"a":[1,2,3]}         | [{"op":"replace","path":"/a/1","value":9}]                                | {"a":[1,9,3]}
            {"a":1}               | [{"op":"replace","path":"","value":{"b":2}}]                              | {"b":2}
            {"a":{"x":1},"b":{}}  | [{"op":"move","from":"/a/x","path":"/b/y"}]                               | {"a":{},"b":{"y":1}}
            {"a":{"x":1},"b":{}}  | [{"op":"copy","from":"/a","path":"/b/y"}]                                 | {"a":{"x":1},"b":{"y":{"x":1}}}
            {"a/b":{"c~d":1}}     | [{"op":"replace","path":"/a~1b/c~0d","value":2}]                          | {"a/b":{"c~d":2}}
            {"a":1}               | [{"op":"test","path":"/a","value":1.0},{"op":"add","path":"/b","value":null}] | {"a":1,"b":null}
            """)
    void operations(String target, String patch, String patched) {
        assertThat(JsonPatch.apply(Json.read(target), Json.read(patch))).isEqualTo(Json.read(patched));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            [{"op":"test","path":"/a","value":2}]       | testing value /a failed: test failed
            [{"op":"remove","path":"/x"}]               | remove operation does not apply: doc is missing path: "/x": missing value
            [{"op":"replace","path":"/x","value":1}]    | replace operation does not apply: doc is missing path: "/x": missing value
            [{"op":"add","path":"/x/y","value":1}]      | add operation does not apply: doc is missing path: "/x/y": missing value
            [{"op":"add","path":"/l/2","value":1}]      | Unable to access invalid index: 2 in /l/2
            [{"op":"add","path":"/x"}]                  | add operation needs a value: /x
            [{"op":"spoil","path":"/a"}]                | Unexpected kind: spoil
            """)
    void refusals(String patch, String cause) {
        assertThatThrownBy(() -> JsonPatch.apply(Json.read("{\"a\":1,\"l\":[0]}"), Json.read(patch)))
                .isInstanceOfSatisfying(ApiError.class, error -> {
                    assertThat(error.code()).isEqualTo(422);
                    assertThat(error.getMessage())
                            .isEqualTo("the server rejected our request due to an error in our request");
                    assertThat(error.details().at("/causes/0/message").stringValue())
                            .isEqualTo(cause);
                });
    }

    @Test
    void aFailedOperationLeavesTheTargetAlone() {
        var target = Json.read("{\"a\":1}");
        assertThatThrownBy(() -> JsonPatch.apply(
                        target,
                        Json.read(
                                "[{\"op\":\"add\",\"path\":\"/b\",\"value\":1},{\"op\":\"remove\",\"path\":\"/c\"}]")))
                .isInstanceOf(ApiError.class);
        assertThat(target).isEqualTo(Json.read("{\"a\":1}"));
    }

    @Test
    void anObjectIsNoJsonPatch() {
        assertThatThrownBy(() -> JsonPatch.apply(Json.read("{}"), Json.read("{}")))
                .isInstanceOfSatisfying(
                        ApiError.class, error -> assertThat(error.code()).isEqualTo(400));
    }
}
