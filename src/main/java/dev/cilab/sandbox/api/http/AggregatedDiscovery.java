package dev.cilab.sandbox.api.http;

import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.api.registry.Resource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** All of discovery in one document ({@code apidiscovery.k8s.io}), for clients that ask for it. */
final class AggregatedDiscovery {

    private static final List<String> VERSIONS = List.of("v2", "v2beta1");

    private final Discovery discovery;

    AggregatedDiscovery(Discovery discovery) {
        this.discovery = discovery;
    }

    /** The version of the document, when the first entry of Accept that can be served asks for it. */
    static Optional<String> wanted(String accept) {
        for (String entry : accept.split(",")) {
            Map<String, String> parameters = Representation.parameters(entry);
            String media = parameters.get("");
            if (!media.equals("application/json") && !media.equals("*/*")) {
                continue;
            }
            boolean aggregated = parameters.getOrDefault("as", "").equals("APIGroupDiscoveryList");
            if (!aggregated) {
                return Optional.empty();
            }
            if (VERSIONS.contains(parameters.getOrDefault("v", ""))) {
                return Optional.of(parameters.get("v"));
            }
        }
        return Optional.empty();
    }

    /** @param core the core group ({@code /api}) or all the others ({@code /apis}) */
    Answer answer(String version, boolean core) {
        ObjectNode list =
                Json.object().put("kind", "APIGroupDiscoveryList").put("apiVersion", "apidiscovery.k8s.io/" + version);
        list.putObject("metadata");
        ArrayNode items = list.putArray("items");
        discovery.byGroup().forEach((name, versions) -> {
            if (name.isEmpty() == core) {
                items.add(group(name, versions));
            }
        });
        String contentType = "application/json;g=apidiscovery.k8s.io;v=" + version + ";as=APIGroupDiscoveryList";
        return new Answer.Document(200, contentType, Json.bytes(list), List.of());
    }

    private static ObjectNode group(String name, Map<String, List<Resource>> versions) {
        ObjectNode group = Json.object();
        ObjectNode metadata = group.putObject("metadata");
        if (!name.isEmpty()) {
            metadata.put("name", name);
        }
        metadata.putNull("creationTimestamp");
        ArrayNode list = group.putArray("versions");
        versions.forEach((version, resources) -> {
            ObjectNode entry = list.addObject().put("version", version);
            ArrayNode described = entry.putArray("resources");
            resources.forEach(resource -> described.add(resource(resource)));
            entry.put("freshness", "Current");
        });
        return group;
    }

    private static ObjectNode resource(Resource resource) {
        ObjectNode entry = Json.object().put("resource", resource.type().plural());
        responseKind(
                entry,
                resource.type().group(),
                resource.type().version(),
                resource.type().kind());
        entry.put("scope", resource.type().namespaced() ? "Namespaced" : "Cluster");
        entry.put("singularResource", resource.type().singular());
        resource.verbs().forEach(entry.putArray("verbs")::add);
        Discovery.putNames(entry, resource);
        if (!resource.subresources().isEmpty()) {
            ArrayNode list = entry.putArray("subresources");
            for (String name : resource.subresources()) {
                Subresource subresource = Subresource.of(resource, name);
                ObjectNode described = list.addObject().put("subresource", name);
                responseKind(described, subresource.group(), subresource.version(), subresource.kind());
                subresource.verbs().forEach(described.putArray("verbs")::add);
            }
        }
        return entry;
    }

    private static void responseKind(ObjectNode entry, String group, String version, String kind) {
        entry.putObject("responseKind")
                .put("group", group)
                .put("version", version)
                .put("kind", kind);
    }
}
