package dev.cilab.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

class ChartKeysTest {

    private static final String VALUES = """
            cluster: {name: default, id: 0}
            podAnnotations: {}
            hubble: {relay: {enabled: false}, ui: {enabled: false}}
            loadBalancer:
              # mode: snat
              acceleration: disabled
            clusters: []
            """;
    private static final String TEMPLATE = """
            {{- if hasKey .Values.loadBalancer "mode" }}
            mode: {{ .Values.loadBalancer.mode | quote }}
            {{- end }}
            {{ .Values.ipMasqAgent.config | toJson }}
            """;

    @Test
    void namesOfTheValuesFileAndOfTemplatesAreKnown() {
        assertThat(unknown("{cluster: {name: west}, loadBalancer: {mode: dsr}, ipMasqAgent: {config: {any: [1]}}}"))
                .isEmpty();
    }

    @Test
    void anEmptyMapTakesAnything() {
        assertThat(unknown("{podAnnotations: {example.com/x: y}, global: {z: 1}, sub: {q: 1}, clusters: [{name: x}]}"))
                .isEmpty();
    }

    @Test
    void aMisspeltNameIsToldWithWhatWasMeant() {
        assertThat(unknown("{cluster: {nmae: west}, hubbel: {relay: {enabled: true}}}"))
                .containsExactly("cluster.nmae (did you mean \"name\"?)", "hubbel (did you mean \"hubble\"?)");
    }

    @Test
    void aNameInTheWrongPlaceIsFound() {
        assertThat(unknown("{relay: {enabled: true}}")).containsExactly("relay (did you mean \"hubble.relay\"?)");
    }

    @Test
    void aNameThatIsNowhere() {
        assertThat(unknown("{hubble: {frobnicate: 1}}"))
                .containsExactly("hubble.frobnicate (hubble has no such value)");
    }

    private static List<String> unknown(String values) {
        JsonNode chart = YAMLMapper.shared().readTree("{name: x, dependencies: [{name: sub}]}");
        ChartKeys keys = ChartKeys.of(chart, Map.of("values.yaml", VALUES, "templates/a.yaml", TEMPLATE));
        return keys.unknown(
                new HelmValues(YAMLMapper.shared().readValue(values, new TypeReference<Map<String, Object>>() {})));
    }
}
