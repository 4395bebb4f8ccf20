package dev.cilab.kube;

import dev.cilab.exec.Unreachable;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/**
 * Which resource types the server has. Asked once, and again when a name is not found, because a CRD may have come since. The core group
 * wins over others, then the server's own order of groups; of a group its preferred version.
 */
final class Discovery {

    private static final String AGGREGATED = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,"
            + "application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList,application/json";

    private final Api api;
    private List<Resource> core = List.of();
    private List<Resource> groups = List.of();

    Discovery(Api api) {
        this.api = api;
    }

    /** @param name as kubectl takes it: kind, plural, singular or short name, with an optional {@code .group} */
    synchronized Optional<Resource> find(String name) throws Unreachable {
        int dot = name.indexOf('.');
        String type = dot < 0 ? name : name.substring(0, dot);
        Optional<String> group = dot < 0 ? Optional.empty() : Optional.of(name.substring(dot + 1));
        Optional<Resource> known = search(type, group);
        if (known.isPresent()) {
            return known;
        }
        if (group.isEmpty()) {
            core = read(api.get("/api/v1"), "");
            known = search(type, group);
        }
        if (known.isEmpty()) {
            groups = readGroups();
            known = search(type, group);
        }
        return known;
    }

    Resource require(String name) throws Unreachable {
        return find(name)
                .orElseThrow(() ->
                        new KubeError(404, "NotFound", "the server does not have a resource type \"" + name + "\""));
    }

    /** The type of a manifest; its own version is asked for, even where the server prefers another. */
    synchronized Resource require(String apiVersion, String kind) throws Unreachable {
        Optional<Resource> known = search(apiVersion, kind);
        if (known.isPresent()) {
            return known.get();
        }
        int slash = apiVersion.indexOf('/');
        List<Resource> served;
        try {
            served = read(
                    api.get(slash < 0 ? "/api/" + apiVersion : "/apis/" + apiVersion),
                    slash < 0 ? "" : apiVersion.substring(0, slash));
        } catch (KubeError e) {
            throw e.code() == 404 ? noKind(apiVersion, kind) : e;
        }
        if (slash < 0) {
            core = served;
        }
        return served.stream()
                .filter(r -> r.kind().equals(kind))
                .findFirst()
                .orElseThrow(() -> noKind(apiVersion, kind));
    }

    private static KubeError noKind(String apiVersion, String kind) {
        return new KubeError(
                404,
                "NotFound",
                "the server has no kind \"" + kind + "\" in " + apiVersion + "; are its CRDs installed?");
    }

    private Optional<Resource> search(String apiVersion, String kind) {
        List<Resource> all = new ArrayList<>(core);
        all.addAll(groups);
        return all.stream()
                .filter(r -> r.apiVersion().equals(apiVersion) && r.kind().equals(kind))
                .findFirst();
    }

    private Optional<Resource> search(String type, Optional<String> group) {
        List<Resource> all = new ArrayList<>(core);
        all.addAll(groups);
        return all.stream()
                .filter(r -> r.answersTo(type))
                .filter(r -> group.isEmpty() || r.group().equals(group.get()))
                .findFirst();
    }

    /** One document where the server aggregates (since Kubernetes 1.27), else one request per group, all at once. */
    private List<Resource> readGroups() throws Unreachable {
        JsonNode answer = api.get("/apis", AGGREGATED);
        if (answer.path("kind").asString("").equals("APIGroupDiscoveryList")) {
            List<Resource> all = new ArrayList<>();
            for (JsonNode group : answer.path("items")) {
                readAggregated(group, all);
            }
            return all;
        }
        List<String> names = new ArrayList<>();
        List<String> versions = new ArrayList<>();
        for (JsonNode group : answer.path("groups")) {
            for (String version : preferredFirst(group)) {
                names.add(group.path("name").asString(""));
                versions.add(version);
            }
        }
        List<JsonNode> answers = Parallel.map(versions, version -> api.get("/apis/" + version));
        List<Resource> all = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            all.addAll(read(answers.get(i), names.get(i)));
        }
        return all;
    }

    /** All of them: a type may be served in a version that is not the preferred one, as Cilium's BGP kinds are up to 1.17. */
    private static Set<String> preferredFirst(JsonNode group) {
        Set<String> versions = new LinkedHashSet<>();
        versions.add(group.at("/preferredVersion/groupVersion").asString(""));
        group.path("versions")
                .forEach(each -> versions.add(each.path("groupVersion").asString("")));
        return versions;
    }

    /** The first version is the preferred one; a type that only a later version has is taken from there. */
    private static void readAggregated(JsonNode group, List<Resource> all) {
        String name = group.at("/metadata/name").asString("");
        for (JsonNode version : group.path("versions")) {
            for (JsonNode r : version.path("resources")) {
                all.add(new Resource(
                        name,
                        version.path("version").asString(""),
                        r.path("resource").asString(""),
                        r.path("singularResource").asString(""),
                        r.at("/responseKind/kind").asString(""),
                        strings(r.path("shortNames")),
                        r.path("scope").asString("").equals("Namespaced")));
            }
        }
    }

    private static List<Resource> read(JsonNode list, String group) {
        String groupVersion = list.path("groupVersion").asString("");
        String version = groupVersion.substring(groupVersion.indexOf('/') + 1);
        return StreamSupport.stream(list.path("resources").spliterator(), false)
                .filter(r -> !r.path("name").asString("").contains("/"))
                .map(r -> new Resource(
                        group,
                        version,
                        r.path("name").asString(""),
                        r.path("singularName").asString("").isEmpty()
                                ? r.path("kind").asString("").toLowerCase(Locale.ROOT)
                                : r.path("singularName").asString(""),
                        r.path("kind").asString(""),
                        strings(r.path("shortNames")),
                        r.path("namespaced").asBoolean(false)))
                .toList();
    }

    private static List<String> strings(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(n -> n.asString(""))
                .toList();
    }
}
