package dev.cilab.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cilab.action.Missing.NotDone;
import dev.cilab.kube.Cluster;
import dev.cilab.kube.KubeObject;
import dev.cilab.kube.Ref;
import dev.cilab.lab.Action;
import dev.cilab.lab.NodeName;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** The filters of kubectl drain, on pods as the API gives them. */
class EvictableTest {

    private static final String DEPLOYED = owned("web", "ReplicaSet", "web-1", "");
    private static final String DAEMON = owned("agent", "DaemonSet", "agents", "");
    private static final String LOCAL =
            owned("ui", "ReplicaSet", "ui-1", ", \"volumes\": [{\"name\": \"tmp\", \"emptyDir\": {}}]");
    private static final String BARE = pod("bare", "", "", "Running");
    private static final String FINISHED = pod("once", "", "", "Succeeded");
    private static final String MIRROR = """
            {"metadata": {"name": "etcd", "namespace": "kube-system", "annotations": {"kubernetes.io/config.mirror": "x"}},
             "spec": {}, "status": {"phase": "Running"}}""";

    @Test
    void what_a_controller_makes_again_is_evicted_and_what_belongs_to_the_node_stays() throws Exception {
        assertThat(names(evictable(false, false, DEPLOYED, DAEMON, MIRROR, FINISHED)))
                .containsExactly("web", "once");
    }

    @Test
    void one_pod_in_the_way_means_that_none_is_evicted_and_all_in_the_way_are_told() {
        assertThatThrownBy(() -> evictable(false, false, DEPLOYED, LOCAL, BARE))
                .isInstanceOf(NotDone.class)
                .hasMessageContaining("default/ui has local storage")
                .hasMessageContaining("default/bare is declared by no controller");
    }

    @Test
    void local_storage_and_bare_pods_go_when_it_is_allowed() throws Exception {
        assertThat(names(evictable(true, true, LOCAL, BARE))).containsExactly("ui", "bare");
    }

    @Test
    void the_pod_of_a_daemon_set_that_is_gone_is_in_the_way() throws Exception {
        String orphan = owned("agent", "DaemonSet", "gone", "");

        assertThatThrownBy(() -> evictable(false, false, orphan)).hasMessageContaining("DaemonSet gone, which is gone");
        assertThat(names(evictable(false, true, orphan))).containsExactly("agent");
    }

    private static List<KubeObject> evictable(boolean deleteEmptyDirData, boolean force, String... pods)
            throws Exception {
        List<KubeObject> objects =
                List.of(pods).stream().map(EvictableTest::object).toList();
        Cluster api = (Cluster) Proxy.newProxyInstance(
                Cluster.class.getClassLoader(),
                new Class<?>[] {Cluster.class},
                (proxy, method, args) -> switch (method.getName()) {
                    case "list" -> objects;
                    case "get" -> daemonSet((Ref) args[0]);
                    case "paste" -> "kubectl " + args[0];
                    default -> throw new UnsupportedOperationException(method.getName());
                });
        return Evictable.of(
                api,
                new Action.Drain(
                        Optional.empty(), new NodeName("k8s-w0"), deleteEmptyDirData, force, Duration.ofSeconds(1)));
    }

    private static Optional<KubeObject> daemonSet(Ref ref) {
        return ref.name().equals("agents")
                ? Optional.of(object("{\"metadata\": {\"name\": \"agents\"}}"))
                : Optional.empty();
    }

    private static List<String> names(List<KubeObject> pods) {
        return pods.stream().map(KubeObject::name).toList();
    }

    private static String owned(String name, String kind, String owner, String spec) {
        String references = ", \"ownerReferences\": [{\"kind\": \"" + kind + "\", \"name\": \"" + owner
                + "\", \"controller\": true}]";
        return pod(name, references, spec, "Running");
    }

    private static String pod(String name, String metadata, String spec, String phase) {
        return "{\"metadata\": {\"name\": \"" + name + "\", \"namespace\": \"default\"" + metadata
                + "}, \"spec\": {\"nodeName\": \"k8s-w0\"" + spec + "}, \"status\": {\"phase\": \"" + phase + "\"}}";
    }

    private static KubeObject object(String json) {
        return new KubeObject(JsonMapper.shared().readTree(json));
    }
}
