package dev.cilab.sandbox.api.schema;

import dev.cilab.sandbox.api.Catalogue;
import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.api.ResourceType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The definitions that come with the sandbox, and those that a test adds; no store behind them. */
final class Definitions implements Catalogue {

    static final Path FOLDER = Path.of("src/main/resources/dev/cilab/sandbox/crds");
    private static final YAMLMapper YAML = new YAMLMapper();

    private final Map<ResourceType, ObjectNode> definitions = new LinkedHashMap<>();
    private final List<ResourceType> builtin = new ArrayList<>();

    static ObjectNode yaml(String text) {
        return (ObjectNode) YAML.readTree(text);
    }

    static Definitions cilium() {
        Definitions all = new Definitions();
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file : files.sorted().toList()) {
                all.add(yaml(Files.readString(file)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all;
    }

    void add(ObjectNode definition) {
        JsonNode spec = definition.path("spec");
        for (JsonNode version : spec.path("versions")) {
            ResourceType type = new ResourceType(
                    Json.text(spec, "group"),
                    Json.text(version, "name"),
                    Json.text(spec, "names", "kind"),
                    Json.text(spec, "names", "plural"),
                    Json.text(spec, "names", "singular"),
                    Json.text(spec, "scope").equals("Namespaced"),
                    List.of(),
                    List.of());
            definitions.put(type, definition);
        }
    }

    ResourceType builtin(String group, String version, String kind, String plural) {
        ResourceType type = new ResourceType(group, version, kind, plural, "", true, List.of(), List.of());
        builtin.add(type);
        return type;
    }

    ResourceType type(String version, String kind) {
        return definitions.keySet().stream()
                .filter(type -> type.version().equals(version) && type.kind().equals(kind))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public List<ResourceType> types() {
        List<ResourceType> types = new ArrayList<>(builtin);
        types.addAll(definitions.keySet());
        return types;
    }

    @Override
    public Optional<ObjectNode> definition(ResourceType type) {
        return Optional.ofNullable(definitions.get(type));
    }
}
