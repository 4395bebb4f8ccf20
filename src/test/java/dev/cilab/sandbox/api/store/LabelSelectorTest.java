package dev.cilab.sandbox.api.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cilab.sandbox.api.ApiError;
import dev.cilab.sandbox.api.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

class LabelSelectorTest {

    private final ObjectNode object = (ObjectNode) Json.read(
            "{\"metadata\":{\"labels\":{\"app\":\"web\",\"tier\":\"front\",\"example.com/n\":\"5\",\"empty\":\"\"}}}");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ''                            | true
                    app=web                       | true
                    app==web                      | true
                    app = web , tier=front        | true
                    app=db                        | false
                    app!=db                       | true
                    app!=web                      | false
                    none!=web                     | true
                    app                           | true
                    none                          | false
                    !none                         | true
                    !app                          | false
                    app in (web, db)              | true
                    app in (db)                   | false
                    app notin (db,x)              | true
                    none notin (db)               | true
                    app notin (web)               | false
                    example.com/n>4               | true
                    example.com/n>5               | false
                    example.com/n<6               | true
                    app>1                         | false
                    empty=                        | true
                    empty in ()                   | true
                    app=web,tier notin (back),!x  | true
                    """)
    void text_form(String selector, boolean selects) {
        assertThat(LabelSelector.parse(selector == null ? "" : selector).test(object))
                .isEqualTo(selects);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a in (",
                "a in b",
                ",",
                "a,",
                "=a",
                "a=b=c",
                "a b",
                "-a=b",
                "a=-b",
                "a>x",
                "a notin",
                "!",
                "a in (b))"
            })
    void what_is_no_selector_is_refused(String selector) {
        assertThatThrownBy(() -> LabelSelector.parse(selector))
                .isInstanceOfSatisfying(
                        ApiError.class, error -> assertThat(error.code()).isEqualTo(400));
    }

    @Test
    void object_form() {
        assertThat(selects("{\"matchLabels\":{\"app\":\"web\"}}")).isTrue();
        assertThat(selects("{\"matchExpressions\":[{\"key\":\"app\",\"operator\":\"NotIn\",\"values\":[\"web\"]}]}"))
                .isFalse();
        assertThat(selects("{\"matchExpressions\":[{\"key\":\"x\",\"operator\":\"DoesNotExist\"}]}"))
                .isTrue();
        assertThat(selects("{}")).as("an empty selector selects everything").isTrue();
        assertThat(LabelSelector.of(object.path("none")).test(object))
                .as("a missing one nothing")
                .isFalse();
    }

    private boolean selects(String selector) {
        return LabelSelector.of(Json.read(selector)).test(object);
    }
}
