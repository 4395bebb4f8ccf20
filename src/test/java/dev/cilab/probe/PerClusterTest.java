package dev.cilab.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cilab.env.Scope;
import dev.cilab.exec.Unreachable;
import dev.cilab.kube.KubeError;
import dev.cilab.lab.ClusterName;
import dev.cilab.lab.NodeName;
import dev.cilab.lab.ProbeCall;
import dev.cilab.lab.ProbeSpec;
import dev.cilab.lab.Topology;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PerClusterTest {

    private static final Topology TWO = topology("west", "east");

    record Thing(String on, String name) {}

    record Things(List<String> places, List<Thing> things, List<Missed> unreachable, List<String> warnings)
            implements Sightings {
        @Override
        public boolean empty() {
            return things.isEmpty();
        }
    }

    /** Sees one thing in each cluster; where {@code broken} names it, nothing. */
    private record Seer(String broken) implements Probe<Things> {
        @Override
        public ProbeSpec spec() {
            return ProbeSpec.of("things", List.of(), Set.of("cluster"), Things.class, "name");
        }

        @Override
        public Things look(ProbeCall call, Scope scope) throws Unreachable {
            String cluster = new Site(call, scope).cluster().name().value();
            if (broken.contains(cluster)) {
                throw new KubeError(500, "InternalError", "etcd is gone");
            }
            return new Things(
                    List.of(cluster), List.of(new Thing(cluster, "of " + cluster)), List.of(), List.of("old"));
        }

        @Override
        public String command(ProbeCall call, Scope scope) {
            return "";
        }
    }

    @Test
    void one_cluster_is_asked_with_the_call_as_it_is() {
        ProbeCall call = call(List.of("cilium"), Map.of());

        assertThat(PerCluster.calls(call, topology("bgp"))).containsExactly(call);
    }

    @Test
    void of_several_all_are_asked_unless_some_are_named() {
        assertThat(clusters(call(List.of(), Map.of()))).containsExactly("west", "east");
        assertThat(clusters(call(List.of("cilium"), Map.of()))).containsExactly("west", "east");
        assertThat(clusters(call(List.of("pod/curl-pod"), Map.of("cluster", "east"))))
                .containsExactly("east");
        assertThat(clusters(call(List.of(), Map.of("cluster", List.of("east", "west")))))
                .containsExactly("west", "east");
        assertThat(clusters(call(List.of("east"), Map.of()))).containsExactly("east");
        assertThat(clusters(call(List.of("east-0"), Map.of()))).containsExactly("east");
    }

    @Test
    void nodes_go_to_their_own_cluster() {
        assertThat(PerCluster.calls(call(List.of("west-1", "east-0", "cilium"), Map.of()), TWO))
                .extracting(ProbeCall::on)
                .containsExactly(List.of("west-1", "cilium"), List.of("east-0", "cilium"));
    }

    @Test
    void a_machine_of_no_cluster_is_asked_once() {
        assertThat(PerCluster.calls(call(List.of("router"), Map.of()), TWO)).hasSize(1);
    }

    @Test
    void a_cluster_that_is_not_there_is_a_mistake_of_the_call() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PerCluster.calls(call(List.of(), Map.of("cluster", "nort")), TWO))
                .withMessageContaining("there is no cluster 'nort'");
    }

    @Test
    void what_was_seen_is_put_together() throws Unreachable {
        Things seen = PerCluster.look(new Seer(""), call(List.of(), Map.of()), scope());

        assertThat(seen.places()).containsExactly("west", "east");
        assertThat(seen.things()).extracting(Thing::name).containsExactly("of west", "of east");
        assertThat(seen.warnings()).containsExactly("old");
    }

    @Test
    void a_cluster_that_does_not_answer_hides_nothing_of_the_others() throws Unreachable {
        Things seen = PerCluster.look(new Seer("east"), call(List.of(), Map.of()), scope());

        assertThat(seen.things()).extracting(Thing::on).containsExactly("west");
        assertThat(seen.places()).containsExactly("west", "east");
        assertThat(seen.unreachable())
                .containsExactly(new Missed("east", "east", "the API server answers 500 InternalError: etcd is gone"));
    }

    @Test
    void nobody_answering_is_not_seeing() {
        assertThatThrownBy(() -> PerCluster.look(new Seer("west east"), call(List.of(), Map.of()), scope()))
                .isInstanceOf(Unreachable.class);
    }

    private static List<Object> clusters(ProbeCall call) {
        return PerCluster.calls(call, TWO).stream()
                .map(each -> each.args().get("cluster"))
                .toList();
    }

    private static ProbeCall call(List<String> on, Map<String, Object> args) {
        return Answers.call("things", on, args);
    }

    private static Scope scope() {
        return new Scope(null, TWO, Map.of(), null);
    }

    private static Topology topology(String... clusters) {
        List<Topology.KubeCluster> all = java.util.stream.Stream.of(clusters)
                .map(name -> new Topology.KubeCluster(
                        new ClusterName(name),
                        "v1.33.2",
                        "10.0.0.0/16",
                        "10.2.0.0/16",
                        List.of(new NodeName(name + "-0"), new NodeName(name + "-1"))))
                .toList();
        Topology.Machine router = new Topology.Machine(
                new NodeName("router"),
                List.of("router"),
                List.of(new Topology.Interface("eth0", "172.18.0.9/16", Optional.empty())),
                List.of());
        return new Topology("mesh", List.of(), List.of(router), all);
    }
}
