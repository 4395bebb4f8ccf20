package dev.cilab.sandbox.cilium;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.dataformat.yaml.YAMLMapper;

class SelectorTest {

    private static final Map<String, String> LABELS = Map.of("app", "webpod", "tier", "front");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {}                                                                      | true
                    {matchLabels: {app: webpod}}                                            | true
                    {matchLabels: {app: webpod, tier: back}}                                | false
                    {matchExpressions: [{key: app, operator: In, values: [a, webpod]}]}     | true
                    {matchExpressions: [{key: app, operator: NotIn, values: [webpod]}]}     | false
                    {matchExpressions: [{key: other, operator: NotIn, values: [never]}]}    | true
                    {matchExpressions: [{key: tier, operator: Exists}]}                     | true
                    {matchExpressions: [{key: tier, operator: DoesNotExist}]}               | false
                    {matchLabels: {app: webpod}, matchExpressions: [{key: x, operator: In, values: [y]}]} | false
                    """)
    void labelsAreSelected(String selector, boolean matches) {
        assertThat(Selector.matches(new YAMLMapper().readTree(selector), LABELS))
                .isEqualTo(matches);
    }
}
