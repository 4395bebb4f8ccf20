package dev.cilab.action;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cilab.env.Scope;
import dev.cilab.event.Events;
import dev.cilab.lab.Action;
import dev.cilab.lab.ClusterName;
import dev.cilab.lab.Topology;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** The common CA: copied in memory, as a fresh object, and never into a mesh by accident. */
class SecretCopyHandlerTest {

    private static final Topology TOPOLOGY = new Topology("mesh", List.of(), List.of(), List.of());

    @TempDir
    private Path folder;

    private final FakeCluster west = new FakeCluster("west").with("secrets", ca("west", "V0VTVC1LRVk="));
    private final FakeCluster east = new FakeCluster("east").with("secrets", ca("east", "RUFTVC1LRVk="));

    private static String ca(String cluster, String key) {
        return """
                apiVersion: v1
                kind: Secret
                type: Opaque
                metadata:
                  name: cilium-ca
                  namespace: kube-system
                  uid: uid-of-%s
                  resourceVersion: "17"
                  creationTimestamp: 2025-08-09T05:40:01Z
                  ownerReferences: [{ kind: Thing, name: x }]
                  labels: { app.kubernetes.io/managed-by: Helm, other: label }
                  annotations:
                    meta.helm.sh/release-name: cilium
                    meta.helm.sh/release-namespace: kube-system
                    other: annotation
                data: { ca.crt: Y2VydA==, ca.key: %s }
                """.formatted(cluster, key);
    }

    @Test
    void the_copy_is_a_fresh_object_that_helm_knows_for_its_own() {
        Change change = new SecretCopyHandler(null).perform(copy(false), scope(), Events.NONE);

        assertThat(change).isInstanceOf(Change.Done.class);
        assertThat(east.writes).containsExactly("delete secrets cilium-ca", "create Secret cilium-ca");
        ObjectNode fresh = east.objects.get("secrets/kube-system/cilium-ca");
        assertThat(fresh.at("/data"))
                .isEqualTo(west.objects.get("secrets/kube-system/cilium-ca").at("/data"));
        assertThat(fresh.at("/metadata").propertyNames())
                .containsExactlyInAnyOrder("name", "namespace", "labels", "annotations");
        assertThat(fresh.at("/metadata/labels").toString()).isEqualTo("{\"app.kubernetes.io/managed-by\":\"Helm\"}");
        assertThat(fresh.at("/metadata/annotations").toString())
                .isEqualTo(
                        "{\"meta.helm.sh/release-name\":\"cilium\",\"meta.helm.sh/release-namespace\":\"kube-system\"}");
        assertThat(west.writes).isEmpty();
    }

    @Test
    void a_second_run_changes_nothing() {
        new SecretCopyHandler(null).perform(copy(false), scope(), Events.NONE);

        assertThat(new SecretCopyHandler(null).plan(copy(false), scope())).isInstanceOf(Change.None.class);
    }

    @Test
    void keys_are_in_no_word_that_is_told() {
        Change planned = new SecretCopyHandler(null).plan(copy(false), scope());

        assertThat(planned.toString())
                .contains("delete secret cilium-ca")
                .doesNotContain("V0VTVC1LRVk=")
                .doesNotContain("WEST-KEY")
                .doesNotContain("RUFTVC1LRVk=");
    }

    @Test
    void a_cluster_in_a_mesh_keeps_its_ca_unless_forced() {
        String settings = Base64.getEncoder()
                .encodeToString("endpoints: [https://north.mesh.cilium.io:32379]".getBytes(StandardCharsets.UTF_8));
        east.with(
                "secrets",
                "metadata: { name: cilium-clustermesh, namespace: kube-system }\ndata: { north: " + settings + " }");

        Change refused = new SecretCopyHandler(null).perform(copy(false), scope(), Events.NONE);

        assertThat(refused)
                .isEqualTo(new Change.Failed(
                        "it did not work",
                        "cluster east is in a mesh with north; another CA cuts it off until all its certificates are new",
                        "cilab mesh ca sync west east --force"));
        assertThat(east.writes).isEmpty();
        assertThat(new SecretCopyHandler(null).perform(copy(true), scope(), Events.NONE))
                .isInstanceOf(Change.Done.class);
    }

    @Test
    void a_source_without_the_secret_is_told() {
        west.objects.clear();

        assertThat(new SecretCopyHandler(null).plan(copy(false), scope()))
                .isEqualTo(new Change.Failed(
                        "it did not work",
                        "cluster west has no Secret kube-system/cilium-ca",
                        "kubectl --context west -n kube-system get secrets"));
    }

    private Scope scope() {
        return FakeCluster.scope(folder, TOPOLOGY, west, east);
    }

    private static Action.SecretCopy copy(boolean force) {
        return new Action.SecretCopy(
                new ClusterName("west"),
                List.of(new ClusterName("east")),
                "kube-system",
                "cilium-ca",
                List.of(),
                force);
    }
}
