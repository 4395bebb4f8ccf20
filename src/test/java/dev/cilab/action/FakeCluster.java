package dev.cilab.action;

import dev.cilab.env.Environment;
import dev.cilab.env.Scope;
import dev.cilab.kube.Cluster;
import dev.cilab.kube.Guard;
import dev.cilab.kube.KubeObject;
import dev.cilab.kube.Ownership;
import dev.cilab.kube.OwnershipGuard;
import dev.cilab.kube.Ref;
import dev.cilab.lab.ClusterName;
import dev.cilab.lab.Topology;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** A cluster's objects in memory, and a record of every write. */
final class FakeCluster {

    final String name;
    final Map<String, ObjectNode> objects = new TreeMap<>();
    final List<String> writes = new ArrayList<>();
    private final Cluster cluster;

    FakeCluster(String name) {
        this.name = name;
        this.cluster = (Cluster) Proxy.newProxyInstance(
                Cluster.class.getClassLoader(),
                new Class<?>[] {Cluster.class},
                (proxy, method, args) -> switch (method.getName()) {
                    case "name" -> new ClusterName(name);
                    case "uid" -> "uid-" + name;
                    case "toString" -> name;
                    case "paste" -> "kubectl --context " + name + " " + args[0];
                    case "serves" -> Optional.empty();
                    case "get" ->
                        Optional.ofNullable(objects.get(key((Ref) args[0]))).map(KubeObject::new);
                    case "list" -> list((Ref) args[0]);
                    case "create" -> create((ObjectNode) args[1]);
                    case "delete" -> delete((Ref) args[1]);
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    Cluster api() {
        return cluster;
    }

    FakeCluster with(String kind, String yaml) {
        ObjectNode object = (ObjectNode) YAMLMapper.shared().readTree(yaml);
        objects.put(key(kind, object), object);
        return this;
    }

    private Object list(Ref ref) {
        return objects.entrySet().stream()
                .filter(each -> each.getKey().startsWith(plural(ref.kind()) + "/" + ref.namespace()))
                .map(each -> new KubeObject(each.getValue()))
                .toList();
    }

    private Object create(ObjectNode object) {
        writes.add("create " + object.path("kind").asString("") + " "
                + object.at("/metadata/name").asString(""));
        objects.put(key(plural(object.path("kind").asString("")), object), object);
        return new KubeObject(object);
    }

    private Object delete(Ref ref) {
        writes.add("delete " + ref.kind() + " " + ref.name());
        return objects.remove(key(ref)) != null;
    }

    private static String key(Ref ref) {
        return plural(ref.kind()) + "/" + ref.namespace() + "/" + ref.name();
    }

    private static String key(String kind, JsonNode object) {
        return kind + "/" + object.at("/metadata/namespace").asString("") + "/"
                + object.at("/metadata/name").asString("");
    }

    private static String plural(String kind) {
        return kind.equals("Secret") ? "secrets" : kind;
    }

    /** @param folder where the record of clusters that may be written to lies */
    static Scope scope(Path folder, Topology topology, FakeCluster... clusters) {
        Environment environment = (Environment) Proxy.newProxyInstance(
                Environment.class.getClassLoader(),
                new Class<?>[] {Environment.class},
                (proxy, method, args) -> List.of(clusters).stream()
                        .filter(each -> new ClusterName(each.name).equals(args[0]))
                        .findFirst()
                        .orElseThrow()
                        .api());
        return new Scope(environment, topology, Map.of(), guard(folder, clusters));
    }

    private static Guard guard(Path folder, FakeCluster... clusters) {
        Ownership ownership = new Ownership(folder.resolve("clusters.json"));
        try {
            for (FakeCluster each : clusters) {
                ownership.record(
                        "uid-" + each.name,
                        new Ownership.Entry(new ClusterName(each.name), "test", Ownership.Origin.CREATED));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new OwnershipGuard(ownership);
    }
}
