package dev.cilab.sandbox.api.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cilab.sandbox.api.ApiError;
import dev.cilab.sandbox.api.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

class FieldSelectorTest {

    private final ObjectNode pod = (ObjectNode)
            Json.read(
                    "{\"metadata\":{\"name\":\"p\",\"namespace\":\"a,b\"},\"spec\":{\"nodeName\":\"n1\"},\"status\":{\"phase\":\"Running\"}}");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    metadata.name=p                              | true
                    metadata.name==p,status.phase=Running        | true
                    status.phase!=Running                        | false
                    spec.nodeName!=n2                            | true
                    spec.nodeName=                               | false
                    status.podIP=                                | true
                    metadata.namespace=a\\,b                     | true
                    spec.unschedulable=false                     | true
                    """)
    void selects(String selector, boolean selected) {
        assertThat(FieldSelector.parse(selector).test(pod)).isEqualTo(selected);
    }

    @Test
    void a_term_without_operator_is_refused() {
        assertThatThrownBy(() -> FieldSelector.parse("metadata.name"))
                .isInstanceOf(ApiError.class)
                .hasMessage("invalid selector: 'metadata.name'; can't understand 'metadata.name'");
    }
}
