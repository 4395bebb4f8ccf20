package dev.cilab.sandbox.cluster.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cilab.sandbox.cluster.TestCluster;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class DisruptionControllerTest {

    private final TestCluster cluster = TestCluster.with(ReplicaSetController::new, DisruptionController::new);

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void countsWhatMayGo() {
        budget("minAvailable: 2");
        List<ObjectNode> pods = pods();
        pods.forEach(pod -> cluster.ready(pod, true));
        JsonNode status = await(1);
        assertThat(status.path("currentHealthy").asInt()).isEqualTo(3);
        assertThat(status.path("desiredHealthy").asInt()).isEqualTo(2);
        assertThat(status.path("expectedPods").asInt()).isEqualTo(3);
        cluster.ready(pods.getFirst(), false);
        await(0);
    }

    @Test
    void percentagesAreOfWhatTheControllerWants() {
        budget("maxUnavailable: 50%");
        pods().forEach(pod -> cluster.ready(pod, true));
        assertThat(await(2).path("desiredHealthy").asInt()).isEqualTo(1);
    }

    private void budget(String rule) {
        cluster.apply("""
                apiVersion: policy/v1
                kind: PodDisruptionBudget
                metadata: { name: web, namespace: default }
                spec: { selector: { matchLabels: { app: web } }, %s }
                """.formatted(rule));
    }

    private List<ObjectNode> pods() {
        cluster.apply("""
                apiVersion: apps/v1
                kind: ReplicaSet
                metadata: { name: web, namespace: default }
                spec:
                  replicas: 3
                  selector: { matchLabels: { app: web } }
                  template:
                    metadata: { labels: { app: web } }
                    spec: { containers: [ { name: web, image: traefik/whoami } ] }
                """);
        return cluster.await(cluster.kinds().pods(), all -> all.size() == 3);
    }

    private JsonNode await(int allowed) {
        return cluster.await(
                        cluster.kinds().disruptionBudgets(),
                        "default",
                        "web",
                        budget ->
                                budget.path("status").path("disruptionsAllowed").asInt(-1) == allowed)
                .path("status");
    }
}
