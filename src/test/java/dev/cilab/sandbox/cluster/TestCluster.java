package dev.cilab.sandbox.cluster;

import dev.cilab.sandbox.SandboxSpec;
import dev.cilab.sandbox.api.ApiServer;
import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.api.Objects;
import dev.cilab.sandbox.api.Objects.Subscription;
import dev.cilab.sandbox.api.ResourceType;
import dev.cilab.sandbox.api.Tls;
import dev.cilab.sandbox.cluster.controller.Controller;
import dev.cilab.sandbox.cluster.machinery.Conditions;
import dev.cilab.sandbox.cluster.machinery.ControllerContext;
import dev.cilab.sandbox.cluster.machinery.EventRecorder;
import dev.cilab.sandbox.cluster.machinery.Key;
import dev.cilab.sandbox.cluster.machinery.Kinds;
import dev.cilab.sandbox.cluster.machinery.Meta;
import dev.cilab.sandbox.cluster.machinery.Pods;
import dev.cilab.sandbox.cluster.machinery.Watches;
import dev.cilab.sandbox.cluster.machinery.Workers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The real object store with some controllers on it, and nothing that runs: tests play the scheduler and the kubelets. */
public final class TestCluster implements AutoCloseable {

    public static final SandboxSpec.Cluster SPEC = new SandboxSpec.Cluster(
            "test", "v1.33.2", "172.20.0.0/16", "10.96.0.0/16", List.of("k8s-ctr", "k8s-w1", "k8s-w0"), 0);

    private static final long LONGEST_SECONDS = 20;
    private static final YAMLMapper YAML = new YAMLMapper();

    private final ControllerContext context;

    private TestCluster(Objects objects) {
        Kinds kinds = Kinds.of(objects);
        InstantSource clock = InstantSource.system();
        context = new ControllerContext(
                objects,
                kinds,
                new Watches(objects),
                new Workers(),
                new EventRecorder(objects, kinds.events(), clock),
                clock);
    }

    @SafeVarargs
    public static TestCluster with(Function<ControllerContext, Controller>... controllers) {
        TestCluster cluster = new TestCluster(objects());
        for (Function<ControllerContext, Controller> controller : controllers) {
            controller.apply(cluster.context).register();
        }
        if (controllers.length > 0) {
            cluster.context.watches().start();
        }
        return cluster;
    }

    /** An empty store with the namespaces of every cluster. */
    public static Objects objects() {
        try {
            Path file = Files.createTempFile("authority", ".pem");
            try {
                return new ApiServer(SPEC, "192.168.10.100", new Tls(file, file, file), "token").objects();
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public ControllerContext context() {
        return context;
    }

    public Kinds kinds() {
        return context.kinds();
    }

    public ObjectNode apply(String yaml) {
        ObjectNode object = (ObjectNode) YAML.readTree(yaml);
        ResourceType type = context.objects().type(Json.text(object, "apiVersion"), Json.text(object, "kind"));
        return context.objects().create(type, object);
    }

    public ObjectNode node(String name) {
        return apply("""
                apiVersion: v1
                kind: Node
                metadata: { name: %1$s, labels: { kubernetes.io/hostname: %1$s, kubernetes.io/os: linux } }
                """.formatted(name));
    }

    public List<ObjectNode> list(ResourceType type) {
        return context.objects().list(type, "", "");
    }

    /** Pods that are not being deleted. */
    public List<ObjectNode> pods() {
        return list(kinds().pods()).stream().filter(Pods::active).toList();
    }

    /** Waits until the list of all objects of a type is as wanted. */
    public List<ObjectNode> await(ResourceType type, Predicate<List<ObjectNode>> wanted) {
        CompletableFuture<List<ObjectNode>> seen = new CompletableFuture<>();
        Runnable look = () -> {
            List<ObjectNode> now = list(type);
            if (wanted.test(now)) {
                seen.complete(now);
            }
        };
        try (Subscription watch = context.objects().watch(type, change -> look.run())) {
            look.run();
            return seen.get(LONGEST_SECONDS, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("not seen within " + LONGEST_SECONDS + " s; now: " + list(type), e);
        }
    }

    public ObjectNode await(ResourceType type, String namespace, String name, Predicate<JsonNode> wanted) {
        Predicate<ObjectNode> it = object -> Key.of(object).equals(new Key(namespace, name)) && wanted.test(object);
        return await(type, all -> all.stream().anyMatch(it)).stream()
                .filter(it)
                .findFirst()
                .orElseThrow();
    }

    /** Messages of the events with this reason. */
    public List<String> messages(String reason) {
        return list(kinds().events()).stream()
                .filter(event -> Json.text(event, "reason").equals(reason))
                .map(event -> Json.text(event, "message"))
                .toList();
    }

    /** Plays the kubelet: the pod runs and is ready, or not. */
    public void ready(ObjectNode pod, boolean ready) {
        change(kinds().pods(), pod, true, object -> {
            ObjectNode status = Json.object(object, "status").put("phase", "Running");
            Conditions.set(status, "Ready", ready, "", "", context.now());
        });
    }

    public void address(ObjectNode pod, String ip) {
        change(kinds().pods(), pod, true, object -> Json.object(object, "status")
                .put("podIP", ip));
    }

    public void phase(ObjectNode pod, String phase) {
        change(kinds().pods(), pod, true, object -> Json.object(object, "status")
                .put("phase", phase));
    }

    /** Plays the kubelet at the end of a pod that is being deleted. */
    public void gone(ObjectNode pod) {
        context.objects().deleteNow(kinds().pods(), Meta.namespace(pod), Meta.name(pod));
    }

    public void update(ResourceType type, ObjectNode object, Consumer<ObjectNode> edit) {
        change(type, object, false, edit);
    }

    private void change(ResourceType type, ObjectNode object, boolean status, Consumer<ObjectNode> edit) {
        ObjectNode now = context.get(type, Key.of(object)).orElseThrow();
        now.withObject("metadata").remove("resourceVersion");
        edit.accept(now);
        if (status) {
            context.objects().updateStatus(type, now);
        } else {
            context.objects().update(type, now);
        }
    }

    @Override
    public void close() {
        context.watches().close();
        context.workers().close();
        context.events().close();
    }
}
