package dev.cilab.sandbox.cluster.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.cluster.TestCluster;
import dev.cilab.sandbox.cluster.machinery.Conditions;
import dev.cilab.sandbox.cluster.machinery.Meta;
import dev.cilab.sandbox.cluster.machinery.Pods;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class NodeLifecycleControllerTest {

    private final TestCluster cluster = TestCluster.with(NodeLifecycleController::new);

    @BeforeEach
    void node() {
        cluster.node("k8s-w0");
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void aCordonedNodeIsTaintedAndFreedAgain() {
        report("True");
        awaitTaints();
        cordon(true);
        awaitTaints("node.kubernetes.io/unschedulable:NoSchedule");
        cordon(false);
        awaitTaints();
    }

    @Test
    void aNodeThatIsNotReadyTakesNoPods() {
        report("False");
        awaitTaints("node.kubernetes.io/not-ready:NoExecute", "node.kubernetes.io/not-ready:NoSchedule");
        report("True");
        awaitTaints();
    }

    @Test
    void aSilentNodeIsUnreachableAndItsPodsAreNoLongerReady() {
        report("True");
        pod("web", "");
        cluster.ready(cluster.pods().getFirst(), true);
        lease(Instant.now().minusSeconds(60));
        awaitTaints("node.kubernetes.io/unreachable:NoExecute", "node.kubernetes.io/unreachable:NoSchedule");
        ObjectNode node = cluster.list(cluster.kinds().nodes()).getFirst();
        assertThat(Conditions.find(node.path("status"), "Ready")
                        .map(ready -> Json.text(ready, "status") + " " + Json.text(ready, "message")))
                .hasValue("Unknown Kubelet stopped posting node status.");
        cluster.await(cluster.kinds().pods(), all -> all.stream().noneMatch(Pods::ready));
    }

    @Test
    void aTaintThatSomebodySetDrivesOutThePodsThatDoNotTolerateIt() {
        report("True");
        pod("tolerant", "  tolerations: [ { key: maintenance, operator: Exists } ]\n");
        pod("other", "");
        change(spec ->
                spec.withArray("taints").addObject().put("key", "maintenance").put("effect", "NoExecute"));
        cluster.await(cluster.kinds().pods(), all -> all.stream().anyMatch(Meta::deleting));
        assertThat(cluster.pods()).extracting(Meta::name).containsExactly("tolerant");
    }

    @Test
    void podsOfANodeThatWasDeletedAreForgotten() {
        report("True");
        pod("web", "");
        awaitTaints();
        cluster.context().objects().delete(cluster.kinds().nodes(), "", "k8s-w0");
        cluster.await(cluster.kinds().pods(), List::isEmpty);
    }

    private void report(String ready) {
        ObjectNode node = cluster.list(cluster.kinds().nodes()).getFirst();
        Conditions.set(Json.object(node, "status"), "Ready", ready, "", "", Instant.now());
        node.withObject("metadata").remove("resourceVersion");
        cluster.context().objects().updateStatus(cluster.kinds().nodes(), node);
    }

    private void lease(Instant renewed) {
        cluster.apply("""
                apiVersion: coordination.k8s.io/v1
                kind: Lease
                metadata: { name: k8s-w0, namespace: kube-node-lease }
                spec: { holderIdentity: k8s-w0, leaseDurationSeconds: 40, renewTime: "%s" }
                """.formatted(renewed.truncatedTo(ChronoUnit.MICROS)));
    }

    private void cordon(boolean cordoned) {
        change(spec -> spec.put("unschedulable", cordoned));
    }

    private void change(Consumer<ObjectNode> edit) {
        ObjectNode node = cluster.list(cluster.kinds().nodes()).getFirst();
        cluster.update(cluster.kinds().nodes(), node, changed -> edit.accept(Json.object(changed, "spec")));
    }

    private void pod(String name, String spec) {
        cluster.apply("""
                apiVersion: v1
                kind: Pod
                metadata: { name: %s, namespace: default }
                spec:
                  nodeName: k8s-w0
                  containers: [ { name: web, image: traefik/whoami } ]
                """.formatted(name) + spec);
    }

    private void awaitTaints(String... wanted) {
        cluster.await(cluster.kinds().nodes(), all -> taints(all.getFirst()).equals(List.of(wanted)));
    }

    private static List<String> taints(JsonNode node) {
        return node.path("spec")
                .path("taints")
                .valueStream()
                .map(taint -> Json.text(taint, "key") + ":" + Json.text(taint, "effect"))
                .sorted()
                .toList();
    }
}
