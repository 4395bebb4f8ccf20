package dev.cilab.sandbox.api.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cilab.sandbox.api.Catalogue;
import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.api.ResourceType;
import dev.cilab.sandbox.api.Tables.Include;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

class ServerTablesTest {

    private static final Path GOLDEN = Path.of("src/test/resources/golden/table");
    private static final YAMLMapper YAML = new YAMLMapper();

    private Optional<ObjectNode> definition = Optional.empty();

    private final ServerTables tables = new ServerTables(
            new Catalogue() {
                @Override
                public List<ResourceType> types() {
                    return List.of();
                }

                @Override
                public Optional<ObjectNode> definition(ResourceType type) {
                    return definition;
                }
            },
            Clock.fixed(Instant.parse("2025-08-09T06:00:00Z"), ZoneOffset.UTC));

    static Stream<String> cases() throws IOException {
        try (Stream<Path> files = Files.list(GOLDEN)) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".yaml"))
                    .map(name -> name.replace(".yaml", ""))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    /** Each case is a YAML file of objects (one kind, a CRD first for a custom one) and what kubectl shows for them, wide. */
    @ParameterizedTest
    @MethodSource("cases")
    void looksAsKubectlShowsIt(String name) throws IOException {
        List<ObjectNode> objects = new ArrayList<>();
        for (JsonNode object : YAML.readTree(Files.readString(GOLDEN.resolve(name + ".yaml")))) {
            if (Json.text(object, "kind").equals("CustomResourceDefinition") && !name.equals("definitions")) {
                definition = Optional.of((ObjectNode) object);
            } else {
                objects.add((ObjectNode) object);
            }
        }
        String text = Text.of(tables.render(type(objects.getFirst()), objects, Include.NONE), true);
        Path expected = GOLDEN.resolve(name + ".txt");
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(expected, text);
        }
        assertThat(text).isEqualTo(Files.readString(expected));
    }

    @Test
    void wideColumnsAreMarked() {
        ObjectNode pod = object("{apiVersion: v1, kind: Pod, metadata: {name: p}}");
        JsonNode table = tables.render(type(pod), List.of(pod), Include.NONE);
        assertThat(Text.of(table, false)).isEqualTo("""
                NAME   READY   STATUS   RESTARTS   AGE
                p      0/0              0          <unknown>
                """);
    }

    @Test
    void rowsCarryWhatIsAskedFor() {
        ObjectNode pod = object("{apiVersion: v1, kind: Pod, metadata: {name: p, uid: u}, status: {phase: Succeeded}}");
        JsonNode none = tables.render(type(pod), List.of(pod), Include.NONE).at("/rows/0");
        assertThat(none.has("object")).isFalse();
        assertThat(none.path("conditions"))
                .hasToString("[{\"type\":\"Completed\",\"status\":\"True\",\"reason\":\"Succeeded\","
                        + "\"message\":\"The pod has completed successfully.\"}]");
        assertThat(tables.render(type(pod), List.of(pod), Include.METADATA).at("/rows/0/object"))
                .hasToString("{\"kind\":\"PartialObjectMetadata\",\"apiVersion\":\"meta.k8s.io/v1\","
                        + "\"metadata\":{\"name\":\"p\",\"uid\":\"u\"}}");
        assertThat(tables.render(type(pod), List.of(pod), Include.OBJECT).at("/rows/0/object"))
                .isEqualTo(pod);
    }

    @Test
    void anEmptyListStillHasColumns() {
        JsonNode table = tables.render(type(object("{apiVersion: v1, kind: Secret}")), List.of(), Include.METADATA);
        assertThat(table.path("rows")).isEmpty();
        assertThat(Text.of(table, true)).isEqualTo("NAME   TYPE   DATA   AGE\n");
    }

    private static ObjectNode object(String yaml) {
        return (ObjectNode) YAML.readTree(yaml);
    }

    private static ResourceType type(ObjectNode object) {
        String[] apiVersion = Json.text(object, "apiVersion").split("/");
        String group = apiVersion.length == 2 ? apiVersion[0] : "";
        return new ResourceType(
                group,
                apiVersion[apiVersion.length - 1],
                Json.text(object, "kind"),
                "things",
                "thing",
                true,
                List.of(),
                List.of());
    }
}
