package dev.cilab.sandbox.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cilab.sandbox.SandboxSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** What controllers in the process see: the rules of writing, deleting, owning. */
class ObjectsTest {

    @TempDir
    Path folder;

    private ApiServer server;
    private Objects objects;

    @BeforeEach
    void start() throws Exception {
        Path authority = Files.writeString(folder.resolve("ca.crt"), "PEM");
        SandboxSpec.Cluster cluster =
                new SandboxSpec.Cluster("lab", "v1.33.2", "172.20.0.0/16", "10.96.0.0/24", List.of("k8s-ctr"), 0);
        server = new ApiServer(cluster, "192.168.10.100", new Tls(authority, authority, authority), "token");
        objects = server.objects();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void a_new_object_gets_what_the_server_gives() {
        ObjectNode created =
                create("{apiVersion: v1, kind: ConfigMap, metadata: {generateName: x-, namespace: default}}");
        assertThat(Json.text(created, "metadata", "name")).matches("x-[bcdfghjklmnpqrstvwxz2456789]{5}");
        assertThat(Json.text(created, "metadata", "uid")).hasSize(36);
        assertThat(Json.text(created, "metadata", "creationTimestamp")).matches("\\d{4}-.*T.*Z");
        created.put("changed", true);
        assertThat(objects.get(objects.type("v1", "ConfigMap"), "default", Json.text(created, "metadata", "name"))
                        .orElseThrow())
                .as("what was handed out is a copy")
                .isNotEqualTo(created);
    }

    @Test
    void refusals_in_the_words_of_a_real_server() {
        String map = "{apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: default}, data: {k: v}}";
        ObjectNode first = create(map);
        refused(409, "AlreadyExists", "configmaps \"a\" already exists", () -> create(map));
        refused(404, "NotFound", "namespaces \"none\" not found", () -> create(map.replace("default", "none")));
        refused(
                404,
                "NotFound",
                "configmaps \"b\" not found",
                () -> objects.delete(objects.type("v1", "ConfigMap"), "default", "b"));
        ObjectNode second = first.deepCopy();
        second.putObject("data").put("k", "w");
        update(second);
        refused(
                409,
                "Conflict",
                "Operation cannot be fulfilled on configmaps \"a\": the object has been modified; please apply your changes to the latest"
                        + " version and try again",
                () -> update(second));
        refused(
                422,
                "Invalid",
                "Deployment.apps \"d\" is invalid: [spec.selector: Required value, spec.template.spec.containers: Required value]",
                () -> create(
                        "{apiVersion: apps/v1, kind: Deployment, metadata: {name: d, namespace: default}, spec: {}}"));
        refused(
                403,
                "Forbidden",
                "namespaces \"default\" is forbidden: this namespace may not be deleted",
                () -> objects.delete(objects.type("v1", "Namespace"), "", "default"));
    }

    @Test
    void the_generation_counts_changes_of_the_spec_only() {
        ObjectNode deployment = create("""
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: d, namespace: default}
                spec:
                  selector: {matchLabels: {a: b}}
                  template: {metadata: {labels: {a: b}}, spec: {containers: [{name: c, image: i}]}}
                """);
        assertThat(generation(deployment)).isEqualTo(1);
        Json.object(Json.object(deployment, "metadata"), "labels").put("x", "y");
        deployment = update(deployment);
        assertThat(generation(deployment)).isEqualTo(1);
        Json.object(deployment, "status").put("replicas", 1);
        deployment = objects.updateStatus(type(deployment), deployment);
        assertThat(generation(deployment)).isEqualTo(1);
        Json.object(deployment, "spec").put("replicas", 3);
        Json.object(deployment, "status").put("replicas", 7);
        deployment = update(deployment);
        assertThat(generation(deployment)).isEqualTo(2);
        assertThat(Json.at(deployment, "status", "replicas").asInt())
                .as("status has its own way in")
                .isEqualTo(1);
        String version = Json.text(deployment, "metadata", "resourceVersion");
        assertThat(Json.text(update(deployment), "metadata", "resourceVersion"))
                .as("no change, no event")
                .isEqualTo(version);
    }

    @Test
    void a_pod_leaves_when_its_kubelet_says_so() {
        ObjectNode pod = create(pod("p"));
        assertThat(Json.text(pod, "status", "phase")).isEqualTo("Pending");
        objects.bind("default", "p", "n1");
        refused(
                409,
                "Conflict",
                "Operation cannot be fulfilled on pods \"p\": pod p is already assigned to node \"n1\"",
                () -> objects.bind("default", "p", "n2"));
        objects.delete(type(pod), "default", "p");
        ObjectNode leaving = objects.get(type(pod), "default", "p").orElseThrow();
        assertThat(Json.text(leaving, "metadata", "deletionTimestamp")).isNotEmpty();
        assertThat(Json.at(leaving, "metadata", "deletionGracePeriodSeconds").asInt())
                .isEqualTo(30);
        objects.deleteNow(type(pod), "default", "p");
        assertThat(objects.get(type(pod), "default", "p")).isEmpty();
    }

    @Test
    void a_pod_without_a_node_has_no_kubelet_to_wait_for() {
        ObjectNode pod = create(pod("p"));
        objects.delete(type(pod), "default", "p");
        assertThat(objects.get(type(pod), "default", "p")).isEmpty();
    }

    @Test
    void a_finalizer_holds_an_object() {
        ObjectNode map = create(
                "{apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: default, finalizers: [x.io/y]}}");
        objects.delete(type(map), "default", "a");
        ObjectNode held = objects.get(type(map), "default", "a").orElseThrow();
        assertThat(Json.text(held, "metadata", "deletionTimestamp")).isNotEmpty();
        Json.object(held, "metadata").remove("finalizers");
        update(held);
        assertThat(objects.get(type(map), "default", "a")).isEmpty();
    }

    @Test
    void dependents_go_with_their_last_owner() throws Exception {
        ObjectNode one = create("{apiVersion: v1, kind: ConfigMap, metadata: {name: one, namespace: default}}");
        ObjectNode two = create("{apiVersion: v1, kind: ConfigMap, metadata: {name: two, namespace: default}}");
        ObjectNode child = create(
                "{apiVersion: v1, kind: ConfigMap, metadata: {name: child, namespace: default, ownerReferences: ["
                        + owner(one) + ", " + owner(two) + "]}}");
        objects.delete(type(one), "default", "one");
        await(
                type(child),
                "child",
                change ->
                        Json.at(change.object(), "metadata", "ownerReferences").size() == 1);
        objects.delete(type(two), "default", "two");
        await(type(child), "child", change -> change.kind().equals("DELETED"));
    }

    @Test
    void a_namespace_goes_with_all_that_is_in_it() throws Exception {
        create("{apiVersion: v1, kind: Namespace, metadata: {name: n}}");
        ObjectNode map =
                create("{apiVersion: v1, kind: ConfigMap, metadata: {name: held, namespace: n, finalizers: [x.io/y]}}");
        ResourceType namespaces = objects.type("v1", "Namespace");
        objects.delete(namespaces, "", "n");
        assertThat(Json.text(objects.get(namespaces, "", "n").orElseThrow(), "status", "phase"))
                .isEqualTo("Terminating");
        refused(
                403,
                "Forbidden",
                "configmaps \"late\" is forbidden: unable to create new content in namespace n because it is being terminated",
                () -> create("{apiVersion: v1, kind: ConfigMap, metadata: {name: late, namespace: n}}"));
        await(type(map), "held", change -> Json.object(change.object(), "metadata")
                .has("deletionTimestamp"));
        ObjectNode held = objects.get(type(map), "n", "held").orElseThrow();
        Json.object(held, "metadata").remove("finalizers");
        update(held);
        await(namespaces, "n", change -> change.kind().equals("DELETED"));
        assertThat(objects.list(type(map), "n", "")).isEmpty();
    }

    @Test
    void a_crd_is_served_at_once_and_takes_its_objects_with_it() throws Exception {
        ObjectNode definition = create("""
                apiVersion: apiextensions.k8s.io/v1
                kind: CustomResourceDefinition
                metadata: {name: things.example.com}
                spec:
                  group: example.com
                  scope: Namespaced
                  names: {plural: things, kind: Thing, shortNames: [th]}
                  versions:
                  - {name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}}
                  - {name: v1beta1, served: true, storage: false, schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}}
                """);
        create("{apiVersion: example.com/v1, kind: Thing, metadata: {name: t, namespace: default}, spec: {a: 1}}");
        ResourceType beta = objects.type("example.com/v1beta1", "Thing");
        ObjectNode thing = objects.get(beta, "default", "t").orElseThrow();
        assertThat(Json.text(thing, "apiVersion")).isEqualTo("example.com/v1beta1");
        objects.delete(type(definition), "", "things.example.com");
        await(type(definition), "things.example.com", change -> change.kind().equals("DELETED"));
        refused(404, "NotFound", "the server could not find the requested resource", () -> objects.list(beta, "", ""));
    }

    @Test
    void the_service_of_the_api_itself_comes_back() throws Exception {
        ResourceType services = objects.type("v1", "Service");
        String uid = Json.text(objects.get(services, "default", "kubernetes").orElseThrow(), "metadata", "uid");
        objects.delete(services, "default", "kubernetes");
        await(services, "kubernetes", change -> {
            String now = Json.text(change.object(), "metadata", "uid");
            return change.kind().equals("ADDED") && !now.isEmpty() && !now.equals(uid);
        });
        assertThat(Json.text(objects.get(services, "default", "kubernetes").orElseThrow(), "spec", "clusterIP"))
                .isEqualTo("10.96.0.1");
    }

    @Test
    void services_get_addresses_and_ports_of_their_own() {
        ObjectNode first = create(service("a", "NodePort", ""));
        assertThat(Json.text(first, "spec", "clusterIP")).startsWith("10.96.0.");
        int port = Json.at(first, "spec", "ports").get(0).path("nodePort").asInt();
        assertThat(port).isBetween(30000, 32767);
        String taken = Json.text(first, "spec", "clusterIP");
        refused(
                422,
                "Invalid",
                "Service \"b\" is invalid: spec.clusterIPs: Invalid value: []string{\"" + taken
                        + "\"}: failed to allocate IP " + taken + ": provided IP is already allocated",
                () -> create(service("b", "ClusterIP", "clusterIP: " + taken)));
        Json.object(first, "spec").put("type", "ClusterIP");
        first = update(first);
        assertThat(Json.at(first, "spec", "ports").get(0).has("nodePort")).isFalse();
        assertThat(Json.text(first, "spec", "clusterIP")).isEqualTo(taken);
        List<String> addresses = new ArrayList<>(List.of("10.96.0.1", taken));
        for (int i = 0; i < 252; i++) {
            addresses.add(Json.text(create(service("s" + i, "ClusterIP", "")), "spec", "clusterIP"));
        }
        assertThat(addresses).doesNotHaveDuplicates();
        refused(
                500,
                "InternalError",
                "failed to allocate a serviceIP: range is full",
                () -> create(service("x", "ClusterIP", "")));
    }

    private ObjectNode create(String yaml) {
        ObjectNode object = Yaml.object(yaml);
        return objects.create(type(object), object);
    }

    private ObjectNode update(ObjectNode object) {
        return objects.update(type(object), object);
    }

    private ResourceType type(ObjectNode object) {
        return objects.type(Json.text(object, "apiVersion"), Json.text(object, "kind"));
    }

    /** Waits for a state or a change of an object, also one that was there before. */
    private void await(ResourceType type, String name, Predicate<Objects.Change> wanted) throws InterruptedException {
        BlockingQueue<Objects.Change> changes = new LinkedBlockingQueue<>();
        Objects.Change bare = new Objects.Change("SYNCED", Json.object());
        try (Objects.Subscription subscription = objects.watch(type, changes::add)) {
            boolean gone = objects.list(type, "", "").stream()
                    .noneMatch(one -> Json.text(one, "metadata", "name").equals(name));
            if (gone && wanted.test(new Objects.Change("DELETED", bare.object()))) {
                return;
            }
            while (true) {
                Objects.Change change = changes.poll(10, TimeUnit.SECONDS);
                assertThat(change).as("what was waited for came").isNotNull();
                if (Json.text(change.object(), "metadata", "name").equals(name) && wanted.test(change)) {
                    return;
                }
            }
        }
    }

    private static void refused(int code, String reason, String message, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(ApiError.class, error -> {
            assertThat(error).hasMessage(message);
            assertThat(error.code()).isEqualTo(code);
            assertThat(error.reason()).isEqualTo(reason);
        });
    }

    private static long generation(ObjectNode object) {
        return Json.at(object, "metadata", "generation").asLong();
    }

    private static String owner(ObjectNode owner) {
        return "{apiVersion: v1, kind: ConfigMap, name: " + Json.text(owner, "metadata", "name") + ", uid: "
                + Json.text(owner, "metadata", "uid") + "}";
    }

    private static String pod(String name) {
        return "{apiVersion: v1, kind: Pod, metadata: {name: " + name
                + ", namespace: default}, spec: {containers: [{name: c, image: i}]}}";
    }

    private static String service(String name, String type, String more) {
        return "apiVersion: v1\nkind: Service\nmetadata: {name: " + name + ", namespace: default}\nspec:\n  type: "
                + type + "\n  ports: [{port: 80}]\n  " + more + "\n";
    }
}
