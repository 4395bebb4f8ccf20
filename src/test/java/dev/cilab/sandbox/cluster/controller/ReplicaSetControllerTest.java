package dev.cilab.sandbox.cluster.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.cluster.TestCluster;
import dev.cilab.sandbox.cluster.machinery.Meta;
import dev.cilab.sandbox.cluster.machinery.Pods;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class ReplicaSetControllerTest {

    private static final String SET = """
            apiVersion: apps/v1
            kind: ReplicaSet
            metadata: { name: web, namespace: default }
            spec:
              replicas: 2
              selector: { matchLabels: { app: web } }
              template:
                metadata: { labels: { app: web } }
                spec: { containers: [ { name: web, image: traefik/whoami } ] }
            """;
    private static final String ORPHAN = """
            apiVersion: v1
            kind: Pod
            metadata: { name: orphan, namespace: default, labels: { app: web } }
            spec: { containers: [ { name: web, image: traefik/whoami } ] }
            """;

    private final TestCluster cluster = TestCluster.with(ReplicaSetController::new);

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void adoptsAnOrphanInsteadOfMakingAnother() {
        cluster.apply(ORPHAN);
        ObjectNode set = cluster.apply(SET);
        List<ObjectNode> pods = cluster.await(
                cluster.kinds().pods(),
                all -> all.size() == 2 && all.stream().allMatch(pod -> Meta.controlledBy(pod, set)));
        assertThat(pods).anyMatch(pod -> Meta.name(pod).equals("orphan"));
    }

    @Test
    void letsGoOfAPodWhoseLabelNoLongerFits() {
        cluster.apply(SET);
        ObjectNode pod =
                cluster.await(cluster.kinds().pods(), all -> all.size() == 2).getFirst();
        cluster.update(cluster.kinds().pods(), pod, changed -> changed.withObject("metadata")
                .withObject("labels")
                .put("app", "quarantine"));
        List<ObjectNode> pods = cluster.await(
                cluster.kinds().pods(),
                all -> all.size() == 3
                        && all.stream().anyMatch(one -> Meta.controller(one).isEmpty()));
        assertThat(pods.stream().filter(one -> Meta.controller(one).isEmpty()).map(Meta::name))
                .containsExactly(Meta.name(pod));
    }

    @Test
    void replacesAPodThatFailed() {
        cluster.apply(SET);
        ObjectNode pod =
                cluster.await(cluster.kinds().pods(), all -> all.size() == 2).getFirst();
        cluster.phase(pod, "Failed");
        cluster.await(
                cluster.kinds().pods(), all -> all.stream().filter(Pods::active).count() == 2);
    }

    @Test
    void givesUpThePodThatIsNotReadyFirst() {
        ObjectNode set = cluster.apply(SET);
        List<ObjectNode> pods = cluster.await(cluster.kinds().pods(), all -> all.size() == 2);
        cluster.ready(pods.get(0), false);
        cluster.ready(pods.get(1), true);
        cluster.update(cluster.kinds().replicaSets(), set, changed -> Json.object(changed, "spec")
                .put("replicas", 1));
        cluster.await(
                cluster.kinds().pods(), all -> all.stream().filter(Pods::active).count() == 1);
        assertThat(cluster.pods()).extracting(Meta::name).containsExactly(Meta.name(pods.get(1)));
    }
}
