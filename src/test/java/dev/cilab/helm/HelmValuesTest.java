package dev.cilab.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

class HelmValuesTest {

    @Test
    void mapsAreMergedAndAnythingElseIsReplaced() {
        assertThat(values("{a: {b: 1, c: [1, 2]}, d: x}").with(values("{a: {c: [3], e: true}, d: {f: 1}}")))
                .isEqualTo(values("{a: {b: 1, c: [3], e: true}, d: {f: 1}}"));
    }

    @Test
    void aNullStaysWhereHelmIsToRemoveADefault() {
        assertThat(values("{a: 1}").with(values("{a: null}")).tree()).containsEntry("a", null);
    }

    @Test
    void reusedAValueThatBecomesNullIsTheChartsDefaultAgain() {
        HelmValues before = values("{loadBalancer: {mode: dsr, algorithm: maglev}, debug: {enabled: true}}");

        assertThat(before.reusedWith(values("{loadBalancer: {mode: null}}")))
                .isEqualTo(values("{loadBalancer: {algorithm: maglev}, debug: {enabled: true}}"));
        assertThat(before.reusedWith(values("{loadBalancer: {mode: null, algorithm: null}}")))
                .isEqualTo(values("{debug: {enabled: true}}"));
        assertThat(values("{}").reusedWith(values("{loadBalancer: {mode: null}}")))
                .isEqualTo(HelmValues.NONE);
    }

    @Test
    void aPathNamesOneValue() {
        assertThat(HelmValues.at("cluster.id", 1)).isEqualTo(values("{cluster: {id: 1}}"));
        assertThat(HelmValues.at("podAnnotations.example\\.com/a", "x"))
                .isEqualTo(values("{podAnnotations: {example.com/a: x}}"));
    }

    @Test
    void whatIsDifferentIsToldValueByValue() {
        HelmValues before = values("{a: {b: 1, c: 2}, gone: {x: 1}, same: [1, {y: 2}]}");
        HelmValues after = values("{a: {b: 1, c: '2'}, new: {z: true}, same: [1, {y: 2}]}");

        assertThat(before.changes(after).stream().map(ValueChange::toString))
                .containsExactly(
                        "a.c: 2 -> \"2\"", "new.z: the chart's default -> true", "gone.x: 1 -> the chart's default");
        assertThat(after.changes(after)).isEmpty();
    }

    @Test
    void numbersAreEqualWhoeverReadThem() {
        Map<String, Object> json = JsonMapper.shared()
                .readValue("{\"port\": 6443, \"half\": 0.5, \"whole\": 3.0}", new TypeReference<>() {});
        assertThat(new HelmValues(json)).isEqualTo(new HelmValues(Map.of("port", 6443L, "half", 0.5, "whole", 3L)));
    }

    @Test
    void whatIsSecretIsNotTold() {
        HelmValues secret = values("{tls: {ca: {key: c2VjcmV0, cert: Y2VydA==}}, users: [{password: abc}]}");

        assertThat(HelmValues.NONE.changes(secret).toString())
                .doesNotContain("c2VjcmV0")
                .contains("Y2VydA==");
        assertThat(secret.withoutSecrets())
                .isEqualTo(values("{tls: {ca: {key: (secret), cert: Y2VydA==}}, users: [{password: (secret)}]}"));
    }

    private static HelmValues values(String yaml) {
        return new HelmValues(YAMLMapper.shared().readValue(yaml, new TypeReference<Map<String, Object>>() {}));
    }
}
