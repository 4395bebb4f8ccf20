package dev.cilab.sandbox.cluster.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.cluster.TestCluster;
import dev.cilab.sandbox.cluster.machinery.Meta;
import dev.cilab.sandbox.cluster.machinery.Pods;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class DaemonSetControllerTest {

    private static final String AGENT = """
            apiVersion: apps/v1
            kind: DaemonSet
            metadata: { name: agent, namespace: kube-system }
            spec:
              selector: { matchLabels: { k8s-app: agent } }
              template:
                metadata: { labels: { k8s-app: agent } }
                spec:
                  hostNetwork: true
                  containers: [ { name: agent, image: agent } ]
            """;

    private final TestCluster cluster = TestCluster.with(DaemonSetController::new);

    @BeforeEach
    void nodes() {
        List.of("k8s-ctr", "k8s-w0", "k8s-w1").forEach(cluster::node);
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void runsOnePodPerNodeAndFollowsNewNodes() {
        cluster.apply(AGENT);
        cluster.await(cluster.kinds().pods(), all -> nodes(all).equals(Set.of("k8s-ctr", "k8s-w0", "k8s-w1")));
        cluster.node("k8s-w2");
        List<ObjectNode> pods = cluster.await(cluster.kinds().pods(), all -> all.size() == 4);
        assertThat(nodes(pods)).contains("k8s-w2");
    }

    @Test
    void staysOnACordonedNodeAndLeavesOneThatIsTainted() {
        cluster.apply(AGENT);
        cluster.await(cluster.kinds().pods(), all -> all.size() == 3);
        ObjectNode node = cluster.context()
                .objects()
                .get(cluster.kinds().nodes(), "", "k8s-w0")
                .orElseThrow();
        cluster.update(cluster.kinds().nodes(), node, changed -> {
            ObjectNode spec = Json.object(changed, "spec").put("unschedulable", true);
            spec.withArray("taints")
                    .addObject()
                    .put("key", "node.kubernetes.io/unschedulable")
                    .put("effect", "NoSchedule");
        });
        cluster.update(
                cluster.kinds().nodes(), cluster.list(cluster.kinds().nodes()).getFirst(), changed -> Json.object(
                                changed, "spec")
                        .withArray("taints")
                        .addObject()
                        .put("key", "maintenance")
                        .put("effect", "NoExecute"));
        cluster.await(cluster.kinds().pods(), all -> nodes(active(all)).equals(Set.of("k8s-w0", "k8s-w1")));
    }

    @Test
    void restartsNodeByNode() {
        ObjectNode daemonSet = cluster.apply(AGENT);
        cluster.await(cluster.kinds().pods(), all -> all.size() == 3).forEach(pod -> cluster.ready(pod, true));
        cluster.await(
                cluster.kinds().daemonSets(),
                "kube-system",
                "agent",
                object -> object.path("status").path("numberAvailable").asInt(0) == 3);
        Set<String> before = cluster.pods().stream().map(Meta::uid).collect(Collectors.toSet());
        cluster.update(cluster.kinds().daemonSets(), daemonSet, changed -> changed.withObject("spec")
                .withObject("template")
                .withObject("metadata")
                .withObject("annotations")
                .put("kubectl.kubernetes.io/restartedAt", "now"));
        Set<Long> availability = new HashSet<>();
        cluster.await(cluster.kinds().pods(), all -> {
            availability.add(active(all).stream().filter(Pods::ready).count());
            all.stream().filter(Meta::deleting).forEach(cluster::gone);
            active(all).stream().filter(pod -> !Pods.ready(pod)).forEach(pod -> cluster.ready(pod, true));
            return all.size() == 3
                    && all.stream().noneMatch(pod -> before.contains(Meta.uid(pod)))
                    && all.stream().allMatch(Pods::ready);
        });
        assertThat(availability).allMatch(ready -> ready >= 2);
        assertThat(cluster.list(cluster.kinds().controllerRevisions()))
                .extracting(revision -> revision.path("revision").asInt())
                .containsExactlyInAnyOrder(1, 2);
        cluster.await(
                cluster.kinds().daemonSets(),
                "kube-system",
                "agent",
                object -> object.path("status").path("updatedNumberScheduled").asInt(0) == 3);
    }

    private static List<ObjectNode> active(List<ObjectNode> pods) {
        return pods.stream().filter(Pods::active).toList();
    }

    private static Set<String> nodes(List<ObjectNode> pods) {
        return pods.stream().map(DaemonPlacement::node).collect(Collectors.toSet());
    }
}
