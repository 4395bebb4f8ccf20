package dev.cilab.sandbox.cluster.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.cluster.TestCluster;
import dev.cilab.sandbox.cluster.machinery.Meta;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class EndpointSliceControllerTest {

    private static final String SERVICE = """
            apiVersion: v1
            kind: Service
            metadata: { name: web, namespace: default, labels: { app: web } }
            spec:
              selector: { app: web }
              ports: [ { name: http, port: 80, targetPort: http } ]
            """;

    private final TestCluster cluster = TestCluster.with(EndpointSliceController::new, EndpointsController::new);

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void followsThePodsThroughTheirLives() {
        cluster.apply(SERVICE);
        ObjectNode first = pod("web-1", "172.20.0.10");
        ObjectNode second = pod("web-2", "172.20.1.11");
        await(slice -> conditions(slice).equals(List.of("false false false", "false false false")));
        cluster.ready(first, true);
        cluster.ready(second, true);
        ObjectNode slice = await(now -> conditions(now).equals(List.of("true true false", "true true false")));
        assertThat(slice.path("ports").path(0).path("port").asInt()).isEqualTo(8080);
        assertThat(slice.path("endpoints").path(0).path("nodeName").asString()).isEqualTo("k8s-w1");
        assertThat(Json.text(slice.path("endpoints").path(0), "targetRef", "name"))
                .isEqualTo("web-1");

        cluster.context().objects().delete(cluster.kinds().pods(), "default", "web-1");
        await(now -> conditions(now).equals(List.of("false true true", "true true false")));
        cluster.gone(first);
        await(now -> conditions(now).equals(List.of("true true false")));
    }

    @Test
    void theOlderFormKeepsReadyAndNotReadyApart() {
        cluster.apply(SERVICE);
        cluster.ready(pod("web-1", "172.20.0.10"), true);
        pod("web-2", "172.20.1.11");
        ObjectNode endpoints = cluster.await(
                cluster.kinds().endpoints(),
                "default",
                "web",
                object -> object.path("subsets").path(0).path("addresses").size() == 1
                        && object.path("subsets")
                                        .path(0)
                                        .path("notReadyAddresses")
                                        .size()
                                == 1);
        JsonNode subset = endpoints.path("subsets").path(0);
        assertThat(subset.path("addresses").path(0).path("ip").asString()).isEqualTo("172.20.0.10");
        assertThat(subset.path("notReadyAddresses").path(0).path("ip").asString())
                .isEqualTo("172.20.1.11");
    }

    @Test
    void aServiceThatGoesTakesItsSlicesAlong() {
        cluster.apply(SERVICE);
        await(slice -> true);
        cluster.context().objects().delete(cluster.kinds().services(), "default", "web");
        cluster.await(cluster.kinds().endpointSlices(), all -> all.stream()
                .noneMatch(
                        slice -> Meta.label(slice, "kubernetes.io/service-name").equals("web")));
    }

    @Test
    void leavesAServiceWithoutSelectorToOthers() {
        cluster.apply(SERVICE.replace("  selector: { app: web }\n", "").replace("name: web,", "name: other,"));
        cluster.apply(SERVICE);
        await(slice -> true);
        assertThat(cluster.list(cluster.kinds().endpointSlices()))
                .noneMatch(
                        slice -> Meta.label(slice, "kubernetes.io/service-name").equals("other"));
    }

    private ObjectNode pod(String name, String ip) {
        ObjectNode pod = cluster.apply("""
                apiVersion: v1
                kind: Pod
                metadata: { name: %s, namespace: default, labels: { app: web } }
                spec:
                  nodeName: k8s-w1
                  containers: [ { name: web, image: traefik/whoami, ports: [ { name: http, containerPort: 8080 } ] } ]
                """.formatted(name));
        cluster.address(pod, ip);
        return pod;
    }

    private ObjectNode await(Predicate<JsonNode> wanted) {
        Predicate<ObjectNode> it =
                slice -> Meta.label(slice, "kubernetes.io/service-name").equals("web") && wanted.test(slice);
        return cluster
                .await(cluster.kinds().endpointSlices(), all -> all.stream().anyMatch(it))
                .stream()
                .filter(it)
                .findFirst()
                .orElseThrow();
    }

    /** Per endpoint: ready, serving, terminating. */
    private static List<String> conditions(JsonNode slice) {
        return slice.path("endpoints")
                .valueStream()
                .map(endpoint -> endpoint.path("conditions"))
                .map(conditions -> conditions.path("ready").asBoolean()
                        + " "
                        + conditions.path("serving").asBoolean()
                        + " "
                        + conditions.path("terminating").asBoolean())
                .toList();
    }
}
