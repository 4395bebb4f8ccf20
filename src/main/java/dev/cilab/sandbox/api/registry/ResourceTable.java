package dev.cilab.sandbox.api.registry;

import dev.cilab.sandbox.api.Catalogue;
import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.api.ResourceType;
import dev.cilab.sandbox.api.store.Bucket;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** All served types: the built-in ones and those of established CRDs. Reads take no lock; a change replaces the whole table. */
public final class ResourceTable implements Catalogue {

    private static final List<Resource> BUILT_IN = BuiltIns.resources();

    private volatile State state = new State(Map.of());

    /** An immutable table. @param definitions CRDs by name */
    private static final class State {

        final Map<String, ObjectNode> definitions;
        final List<Resource> resources;
        final Map<String, Resource> byPath = new TreeMap<>();

        State(Map<String, ObjectNode> definitions) {
            this.definitions = definitions;
            List<Resource> all = new ArrayList<>(BUILT_IN);
            definitions.values().forEach(definition -> all.addAll(served(definition)));
            resources = List.copyOf(all);
            resources.forEach(resource -> byPath.put(path(resource.type()), resource));
        }
    }

    /** A CRD was written. It is served from here on when its names were accepted. */
    void define(ObjectNode definition) {
        Map<String, ObjectNode> definitions = new TreeMap<>(state.definitions);
        definitions.put(Json.text(definition, "metadata", "name"), definition);
        state = new State(definitions);
    }

    void forget(String definition) {
        Map<String, ObjectNode> definitions = new TreeMap<>(state.definitions);
        definitions.remove(definition);
        state = new State(definitions);
    }

    public List<Resource> resources() {
        return state.resources;
    }

    /** By the words of a request path. */
    public Optional<Resource> find(String group, String version, String plural) {
        return Optional.ofNullable(state.byPath.get(group + "/" + version + "/" + plural));
    }

    public Optional<Resource> findKind(String apiVersion, String kind) {
        return state.resources.stream()
                .filter(resource -> resource.type().kind().equals(kind)
                        && resource.type().apiVersion().equals(apiVersion))
                .findFirst();
    }

    /** Any served version of what lies in a bucket. */
    public Optional<Resource> serving(Bucket bucket) {
        return state.resources.stream()
                .filter(resource -> resource.bucket().equals(bucket))
                .findFirst();
    }

    public Resource of(ResourceType type) {
        return find(type.group(), type.version(), type.plural()).orElseThrow(() -> Errors.noSuchResource());
    }

    @Override
    public List<ResourceType> types() {
        return state.resources.stream().map(Resource::type).toList();
    }

    @Override
    public Optional<ObjectNode> definition(ResourceType type) {
        return Optional.ofNullable(state.definitions.get(type.plural() + "." + type.group()));
    }

    private static String path(ResourceType type) {
        return type.group() + "/" + type.version() + "/" + type.plural();
    }

    private static List<Resource> served(ObjectNode definition) {
        if (!Conditions.isTrue(definition, "Established")) {
            return List.of();
        }
        List<JsonNode> versions = new ArrayList<>();
        definition.path("spec").path("versions").forEach(version -> {
            if (version.path("served").asBoolean(false)) {
                versions.add(version);
            }
        });
        versions.sort(Comparator.comparing(version -> Json.text(version, "name"), VersionOrder.NEWEST_FIRST));
        return versions.stream().map(version -> resource(definition, version)).toList();
    }

    private static Resource resource(ObjectNode definition, JsonNode version) {
        JsonNode spec = definition.path("spec");
        JsonNode names = Json.at(definition, "status", "acceptedNames");
        ResourceType type = new ResourceType(
                Json.text(spec, "group"),
                Json.text(version, "name"),
                Json.text(names, "kind"),
                Json.text(names, "plural"),
                Json.text(names, "singular"),
                Json.text(spec, "scope").equals("Namespaced"),
                texts(names.path("shortNames")),
                texts(names.path("categories")));
        Set<String> subresources = new LinkedHashSet<>();
        for (String name : List.of("status", "scale")) {
            if (version.path("subresources").has(name)) {
                subresources.add(name);
            }
        }
        return new Resource(type, BuiltIns.ALL_VERBS, subresources, true, true);
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(item -> texts.add(item.asString("")));
        return texts;
    }
}
