package dev.cilab.sandbox.api.http;

import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.api.registry.Resource;
import dev.cilab.sandbox.api.registry.ResourceTable;
import dev.cilab.sandbox.api.registry.VersionOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The unaggregated discovery documents under {@code /api} and {@code /apis}. */
final class Discovery {

    private final ResourceTable resources;

    Discovery(ResourceTable resources) {
        this.resources = resources;
    }

    /** @param address host and port that the client used */
    ObjectNode coreVersions(String address) {
        ObjectNode versions = Json.object().put("kind", "APIVersions");
        versions.putArray("versions").add("v1");
        versions.putArray("serverAddressByClientCIDRs")
                .addObject()
                .put("clientCIDR", "0.0.0.0/0")
                .put("serverAddress", address);
        return versions;
    }

    ObjectNode groups() {
        ObjectNode list = Json.object().put("kind", "APIGroupList").put("apiVersion", "v1");
        ArrayNode groups = list.putArray("groups");
        byGroup().forEach((name, versions) -> {
            if (!name.isEmpty()) {
                groups.add(describe(Json.object(), name, versions));
            }
        });
        return list;
    }

    Optional<ObjectNode> group(String name) {
        return Optional.ofNullable(byGroup().get(name))
                .map(versions ->
                        describe(Json.object().put("kind", "APIGroup").put("apiVersion", "v1"), name, versions));
    }

    Optional<ObjectNode> resources(String group, String version) {
        Map<String, List<Resource>> versions = byGroup().getOrDefault(group, Map.of());
        if (!versions.containsKey(version)) {
            return Optional.empty();
        }
        ObjectNode list = Json.object().put("kind", "APIResourceList").put("apiVersion", "v1");
        list.put("groupVersion", group.isEmpty() ? version : group + "/" + version);
        ArrayNode entries = list.putArray("resources");
        for (Resource resource : versions.get(version)) {
            entries.add(describe(resource));
            for (String name : resource.subresources()) {
                entries.add(describe(resource, Subresource.of(resource, name)));
            }
        }
        return Optional.of(list);
    }

    /** Group name to versions, newest first, to resources; built-in groups first, in their order. */
    Map<String, Map<String, List<Resource>>> byGroup() {
        Map<String, Map<String, List<Resource>>> groups = new LinkedHashMap<>();
        for (Resource resource : resources.resources()) {
            groups.computeIfAbsent(resource.type().group(), unused -> new TreeMap<>(VersionOrder.NEWEST_FIRST))
                    .computeIfAbsent(resource.type().version(), unused -> new ArrayList<>())
                    .add(resource);
        }
        return groups;
    }

    static void putNames(ObjectNode entry, Resource resource) {
        if (!resource.type().shortNames().isEmpty()) {
            resource.type().shortNames().forEach(entry.putArray("shortNames")::add);
        }
        if (!resource.type().categories().isEmpty()) {
            resource.type().categories().forEach(entry.putArray("categories")::add);
        }
    }

    private static ObjectNode describe(ObjectNode entry, String name, Map<String, List<Resource>> versions) {
        entry.put("name", name);
        ArrayNode list = entry.putArray("versions");
        for (String version : versions.keySet()) {
            list.addObject().put("groupVersion", name + "/" + version).put("version", version);
        }
        entry.set("preferredVersion", list.get(0).deepCopy());
        return entry;
    }

    private static ObjectNode describe(Resource resource) {
        ObjectNode entry = Json.object()
                .put("name", resource.type().plural())
                .put("singularName", resource.type().singular())
                .put("namespaced", resource.type().namespaced())
                .put("kind", resource.type().kind());
        resource.verbs().forEach(entry.putArray("verbs")::add);
        putNames(entry, resource);
        return entry;
    }

    private static ObjectNode describe(Resource resource, Subresource subresource) {
        ObjectNode entry = Json.object()
                .put("name", resource.type().plural() + "/" + subresource.name())
                .put("singularName", "")
                .put("namespaced", resource.type().namespaced());
        if (subresource.foreign(resource)) {
            entry.put("group", subresource.group()).put("version", subresource.version());
        }
        entry.put("kind", subresource.kind());
        subresource.verbs().forEach(entry.putArray("verbs")::add);
        return entry;
    }
}
