package dev.cilab.sandbox.cluster.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.cluster.TestCluster;
import dev.cilab.sandbox.cluster.machinery.Conditions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class JobControllerTest {

    private static final String JOB = """
            apiVersion: batch/v1
            kind: Job
            metadata: { name: hook, namespace: default }
            spec:
              backoffLimit: 0
              template:
                spec:
                  restartPolicy: Never
                  containers: [ { name: hook, image: busybox } ]
            """;

    private final TestCluster cluster = TestCluster.with(JobController::new);

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void isCompleteWhenItsPodHasSucceeded() {
        cluster.apply(JOB);
        ObjectNode pod =
                cluster.await(cluster.kinds().pods(), all -> all.size() == 1).getFirst();
        cluster.phase(pod, "Succeeded");
        JsonNode status = ended("Complete").path("status");
        assertThat(status.path("succeeded").asInt()).isEqualTo(1);
        assertThat(status.path("active").asInt()).isZero();
        assertThat(status.has("completionTime")).isTrue();
    }

    @Test
    void failsWhenItsPodsHaveFailedTooOften() {
        cluster.apply(JOB);
        ObjectNode pod =
                cluster.await(cluster.kinds().pods(), all -> all.size() == 1).getFirst();
        cluster.phase(pod, "Failed");
        JsonNode condition =
                Conditions.find(ended("Failed").path("status"), "Failed").orElseThrow();
        assertThat(Json.text(condition, "reason")).isEqualTo("BackoffLimitExceeded");
        assertThat(cluster.list(cluster.kinds().pods())).hasSize(1);
    }

    @Test
    void runsAsManyAtOnceAsItMay() {
        cluster.apply(JOB.replace("  backoffLimit: 0\n", "  completions: 3\n  parallelism: 2\n"));
        ObjectNode pod =
                cluster.await(cluster.kinds().pods(), all -> all.size() == 2).getFirst();
        cluster.phase(pod, "Succeeded");
        cluster.await(cluster.kinds().pods(), all -> all.size() == 3).stream()
                .forEach(each -> cluster.phase(each, "Succeeded"));
        assertThat(ended("Complete").path("status").path("succeeded").asInt()).isEqualTo(3);
    }

    private ObjectNode ended(String condition) {
        return cluster.await(
                cluster.kinds().jobs(), "default", "hook", job -> Conditions.isTrue(job.path("status"), condition));
    }
}
