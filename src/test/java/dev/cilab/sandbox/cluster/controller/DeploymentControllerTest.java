package dev.cilab.sandbox.cluster.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.cluster.TestCluster;
import dev.cilab.sandbox.cluster.machinery.Conditions;
import dev.cilab.sandbox.cluster.machinery.Meta;
import dev.cilab.sandbox.cluster.machinery.Pods;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class DeploymentControllerTest {

    private static final String WEBPOD = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: { name: webpod, namespace: default }
            spec:
              replicas: 3
              selector: { matchLabels: { app: webpod } }
              template:
                metadata: { labels: { app: webpod } }
                spec: { containers: [ { name: webpod, image: traefik/whoami } ] }
            """;

    private final TestCluster cluster = TestCluster.with(DeploymentController::new, ReplicaSetController::new);

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void makesAReplicaSetAndItsPods() {
        cluster.apply(WEBPOD);
        List<ObjectNode> pods = cluster.await(cluster.kinds().pods(), all -> all.size() == 3);
        ObjectNode set = cluster.list(cluster.kinds().replicaSets()).getFirst();
        String hash = Meta.label(set, "pod-template-hash");
        assertThat(Meta.name(set)).isEqualTo("webpod-" + hash).matches("webpod-[bcdfghjklmnpqrstvwxz2456789]{5,10}");
        assertThat(pods).allSatisfy(pod -> {
            assertThat(Meta.name(pod)).matches("webpod-" + hash + "-[bcdfghjklmnpqrstvwxz2456789]{5}");
            assertThat(Meta.label(pod, "pod-template-hash")).isEqualTo(hash);
            assertThat(Meta.controlledBy(pod, set)).isTrue();
        });
        assertThat(Json.text(pods.getFirst(), "metadata", "generateName")).isEqualTo("webpod-" + hash + "-");
    }

    @Test
    void isCompleteWhenAllPodsAreAvailable() {
        cluster.apply(WEBPOD);
        cluster.await(cluster.kinds().pods(), all -> all.size() == 3).forEach(pod -> cluster.ready(pod, true));
        JsonNode status = awaitComplete().path("status");
        assertThat(status.path("replicas").asInt()).isEqualTo(3);
        assertThat(status.path("readyReplicas").asInt()).isEqualTo(3);
        assertThat(status.has("unavailableReplicas")).isFalse();
        assertThat(reason(status, "Available")).isEqualTo("MinimumReplicasAvailable");
        assertThat(Json.text(Conditions.find(status, "Progressing").orElseThrow(), "message"))
                .matches("ReplicaSet \"webpod-\\w+\" has successfully progressed\\.");
        assertThat(status.path("observedGeneration").asInt()).isEqualTo(1);
    }

    @Test
    void replacesPodsWhenTheTemplateChangesAndGoesBackToTheOldReplicaSet() {
        ObjectNode deployment = cluster.apply(WEBPOD);
        cluster.await(cluster.kinds().pods(), all -> all.size() == 3).forEach(pod -> cluster.ready(pod, true));
        String first = Meta.name(cluster.list(cluster.kinds().replicaSets()).getFirst());
        awaitComplete();

        restart(deployment, "2026-01-01");
        playUntil("2");
        List<ObjectNode> sets = cluster.list(cluster.kinds().replicaSets());
        assertThat(sets).hasSize(2);
        assertThat(revision(first)).isEqualTo("1");

        restart(deployment, "");
        playUntil("3");
        assertThat(revision(first)).isEqualTo("3");
        assertThat(cluster.list(cluster.kinds().replicaSets())).hasSize(2);
        assertThat(cluster.pods()).allSatisfy(pod -> assertThat(Meta.name(pod)).startsWith(first));
    }

    @Test
    void recreateStartsNothingBeforeTheOldPodsAreGone() {
        ObjectNode deployment = cluster.apply(WEBPOD + "  strategy: { type: Recreate }\n");
        List<ObjectNode> old = cluster.await(cluster.kinds().pods(), all -> all.size() == 3);
        old.forEach(pod -> {
            cluster.context().objects().bind("default", Meta.name(pod), "k8s-w1");
            cluster.ready(pod, true);
        });
        awaitComplete();
        restart(deployment, "2026-01-01");
        List<ObjectNode> ending =
                cluster.await(cluster.kinds().pods(), all -> all.stream().allMatch(Meta::deleting));
        assertThat(ending).hasSize(3);
        assertThat(cluster.list(cluster.kinds().replicaSets())).hasSize(1);
        old.forEach(cluster::gone);
        cluster.await(
                cluster.kinds().pods(), all -> all.size() == 3 && all.stream().noneMatch(Meta::deleting));
    }

    @Test
    void tellsOfScaling() {
        ObjectNode deployment = cluster.apply(WEBPOD);
        cluster.await(cluster.kinds().pods(), all -> all.size() == 3);
        cluster.update(cluster.kinds().deployments(), deployment, changed -> Json.object(changed, "spec")
                .put("replicas", 1));
        String set = Meta.name(cluster.list(cluster.kinds().replicaSets()).getFirst());
        cluster.await(
                cluster.kinds().events(),
                all -> cluster.messages("ScalingReplicaSet").size() == 2);
        assertThat(cluster.messages("ScalingReplicaSet"))
                .containsExactlyInAnyOrder(
                        "Scaled up replica set " + set + " from 0 to 3",
                        "Scaled down replica set " + set + " from 3 to 1");
    }

    @Test
    void aPausedDeploymentScalesAndDoesNothingElse() {
        ObjectNode deployment = cluster.apply(WEBPOD);
        cluster.await(cluster.kinds().pods(), all -> all.size() == 3);
        cluster.update(cluster.kinds().deployments(), deployment, changed -> Json.object(changed, "spec")
                .put("paused", true)
                .put("replicas", 4)
                .withObject("template")
                .withObject("metadata")
                .withObject("annotations")
                .put("x", "y"));
        cluster.await(cluster.kinds().pods(), all -> all.size() == 4);
        cluster.await(cluster.kinds().deployments(), "default", "webpod", object -> reason(
                        object.path("status"), "Progressing")
                .equals("DeploymentPaused"));
        assertThat(cluster.list(cluster.kinds().replicaSets())).hasSize(1);
    }

    private ObjectNode awaitComplete() {
        return cluster.await(cluster.kinds().deployments(), "default", "webpod", DeploymentControllerTest::complete);
    }

    private static boolean complete(JsonNode deployment) {
        JsonNode status = deployment.path("status");
        return status.path("availableReplicas").asInt(0) == 3
                && reason(status, "Progressing").equals("NewReplicaSetAvailable");
    }

    private static String reason(JsonNode status, String type) {
        return Conditions.find(status, type)
                .map(condition -> Json.text(condition, "reason"))
                .orElse("");
    }

    /** As {@code kubectl rollout restart}; an empty time takes the annotation off again. */
    private void restart(ObjectNode deployment, String time) {
        cluster.update(cluster.kinds().deployments(), deployment, changed -> {
            ObjectNode metadata =
                    changed.withObject("spec").withObject("template").withObject("metadata");
            if (time.isEmpty()) {
                metadata.remove("annotations");
            } else {
                metadata.withObject("annotations").put("kubectl.kubernetes.io/restartedAt", time);
            }
        });
    }

    /** Plays the kubelets until the rollout with this revision is done. */
    private void playUntil(String revision) {
        cluster.await(cluster.kinds().pods(), all -> {
            all.stream().filter(Meta::deleting).forEach(cluster::gone);
            all.stream().filter(pod -> Pods.active(pod) && !Pods.ready(pod)).forEach(pod -> cluster.ready(pod, true));
            long current = all.stream()
                    .filter(pod -> Meta.controller(pod)
                            .filter(owner -> revision(owner.name()).equals(revision))
                            .isPresent())
                    .count();
            return current == 3 && all.size() == 3 && all.stream().allMatch(Pods::ready);
        });
        cluster.await(
                cluster.kinds().deployments(),
                "default",
                "webpod",
                object -> complete(object)
                        && Meta.annotation(object, "deployment.kubernetes.io/revision")
                                .equals(revision));
    }

    private String revision(String set) {
        return cluster.context()
                .objects()
                .get(cluster.kinds().replicaSets(), "default", set)
                .map(found -> Meta.annotation(found, "deployment.kubernetes.io/revision"))
                .orElse("");
    }
}
