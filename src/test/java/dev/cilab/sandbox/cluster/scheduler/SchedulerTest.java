package dev.cilab.sandbox.cluster.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.cluster.TestCluster;
import dev.cilab.sandbox.cluster.machinery.Conditions;
import dev.cilab.sandbox.cluster.machinery.Meta;
import dev.cilab.sandbox.cluster.machinery.Pods;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class SchedulerTest {

    private static final String HELPLESS =
            " preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling.";
    private static final String NO_VICTIMS =
            " preemption: 0/3 nodes are available: 3 No preemption victims found for incoming pod.";

    private final TestCluster cluster = TestCluster.with(Scheduler::new);

    @BeforeEach
    void nodes() {
        List.of("k8s-ctr", "k8s-w0", "k8s-w1").forEach(cluster::node);
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void spreadsTheReplicasOfOneOwner() {
        for (int i = 0; i < 6; i++) {
            pod("web-" + i, "", "webpod");
        }
        List<ObjectNode> pods = scheduled(6);
        assertThat(pods).extracting(Pods::node).containsOnly("k8s-ctr", "k8s-w0", "k8s-w1");
        assertThat(pods.stream().filter(pod -> Pods.node(pod).equals("k8s-w0"))).hasSize(2);
        assertThat(pods).allMatch(pod -> Conditions.isTrue(pod.path("status"), "PodScheduled"));
    }

    @Test
    void keepsAwayFromPodsThatItMustNotMeet() {
        String apart = """
                  affinity:
                    podAntiAffinity:
                      requiredDuringSchedulingIgnoredDuringExecution:
                      - { topologyKey: kubernetes.io/hostname, labelSelector: { matchLabels: { app: web } } }
                """;
        for (int i = 0; i < 4; i++) {
            pod("web-" + i, apart, "webpod");
        }
        assertThat(scheduled(3)).extracting(Pods::node).containsExactlyInAnyOrder("k8s-ctr", "k8s-w0", "k8s-w1");
        assertThat(refusal())
                .isEqualTo("0/3 nodes are available: 3 node(s) didn't match pod anti-affinity rules." + NO_VICTIMS);
    }

    @Test
    void anAntiAffinityThatSelectsNobodyKeepsNobodyAway() {
        String apart = """
                  affinity:
                    podAntiAffinity:
                      requiredDuringSchedulingIgnoredDuringExecution:
                      - topologyKey: kubernetes.io/hostname
                        labelSelector: { matchExpressions: [ { key: app, operator: In, values: [ sample-app ] } ] }
                """;
        for (int i = 0; i < 3; i++) {
            pod("web-" + i, apart, "webpod");
        }
        assertThat(scheduled(3)).extracting(Pods::node).containsExactlyInAnyOrder("k8s-ctr", "k8s-w0", "k8s-w1");
    }

    @Test
    void saysWhyNoNodeFitsInTheRealSchedulersWords() {
        cordon("k8s-w0", true);
        taint("k8s-w1");
        pod("web", "  nodeSelector: { disk: ssd }\n", "");
        assertThat(awaitRefusal())
                .isEqualTo("0/3 nodes are available: 1 node(s) didn't match Pod's node affinity/selector, "
                        + "1 node(s) had untolerated taint {dedicated: db}, 1 node(s) were unschedulable."
                        + HELPLESS);
    }

    @Test
    void schedulesOnceANodeIsFreeAgain() {
        List.of("k8s-ctr", "k8s-w0", "k8s-w1").forEach(node -> cordon(node, true));
        pod("web", "", "");
        assertThat(awaitRefusal()).startsWith("0/3 nodes are available: 3 node(s) were unschedulable.");
        cordon("k8s-w1", false);
        assertThat(scheduled(1)).extracting(Pods::node).containsExactly("k8s-w1");
    }

    @Test
    void givesAHostPortOnlyOncePerNode() {
        String port = "    ports: [ { containerPort: 80, hostPort: 8080 } ]\n";
        for (int i = 0; i < 4; i++) {
            cluster.apply(text("web-" + i, "") + port);
        }
        scheduled(3);
        assertThat(awaitRefusal())
                .isEqualTo("0/3 nodes are available: 3 node(s) didn't have free ports for the requested pod ports."
                        + NO_VICTIMS);
    }

    @Test
    void toleratesWhatThePodTolerates() {
        List.of("k8s-ctr", "k8s-w0", "k8s-w1").forEach(this::taint);
        pod("web", "  tolerations: [ { key: dedicated, value: db, effect: NoSchedule } ]\n", "");
        scheduled(1);
    }

    private List<ObjectNode> scheduled(int count) {
        return cluster
                .await(
                        cluster.kinds().pods(),
                        all -> all.stream()
                                        .filter(pod -> !Pods.node(pod).isEmpty())
                                        .count()
                                == count)
                .stream()
                .filter(pod -> !Pods.node(pod).isEmpty())
                .toList();
    }

    private String awaitRefusal() {
        cluster.await(cluster.kinds().events(), all -> !cluster.messages("FailedScheduling")
                .isEmpty());
        return cluster.messages("FailedScheduling").getLast();
    }

    private String refusal() {
        ObjectNode refused = cluster
                .await(cluster.kinds().pods(), all -> all.stream()
                        .anyMatch(pod -> Conditions.find(pod.path("status"), "PodScheduled")
                                        .isPresent()
                                && Pods.node(pod).isEmpty()))
                .stream()
                .filter(pod -> Pods.node(pod).isEmpty())
                .findFirst()
                .orElseThrow();
        return Json.text(Conditions.find(refused.path("status"), "PodScheduled").orElseThrow(), "message");
    }

    private void pod(String name, String spec, String owner) {
        String owners = owner.isEmpty() ? "" : "ownerReferences: [ %s ]".formatted(reference(owner));
        cluster.apply(text(name, owners) + spec);
    }

    /** An owner that is there: pods without one are garbage. */
    private String reference(String owner) {
        if (cluster.list(cluster.kinds().replicaSets()).isEmpty()) {
            cluster.apply("""
                    apiVersion: apps/v1
                    kind: ReplicaSet
                    metadata: { name: %s, namespace: default }
                    spec:
                      selector: { matchLabels: { app: web } }
                      template:
                        metadata: { labels: { app: web } }
                        spec: { containers: [ { name: web, image: traefik/whoami } ] }
                    """.formatted(owner));
        }
        String uid = Meta.uid(cluster.list(cluster.kinds().replicaSets()).getFirst());
        return "{ apiVersion: apps/v1, kind: ReplicaSet, name: %s, uid: %s, controller: true }".formatted(owner, uid);
    }

    private static String text(String name, String owners) {
        return """
                apiVersion: v1
                kind: Pod
                metadata:
                  name: %s
                  namespace: default
                  labels: { app: web }
                  %s
                spec:
                  containers:
                  - name: web
                    image: traefik/whoami
                """.formatted(name, owners);
    }

    private void cordon(String node, boolean cordoned) {
        cluster.update(cluster.kinds().nodes(), named(node), changed -> Json.object(changed, "spec")
                .put("unschedulable", cordoned));
    }

    private void taint(String node) {
        cluster.update(cluster.kinds().nodes(), named(node), changed -> Json.object(changed, "spec")
                .withArray("taints")
                .addObject()
                .put("key", "dedicated")
                .put("value", "db")
                .put("effect", "NoSchedule"));
    }

    private ObjectNode named(String node) {
        return cluster.list(cluster.kinds().nodes()).stream()
                .filter(found -> Meta.name(found).equals(node))
                .findFirst()
                .orElseThrow();
    }
}
