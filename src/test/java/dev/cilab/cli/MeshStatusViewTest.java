package dev.cilab.cli;

import dev.cilab.Golden;
import dev.cilab.probe.mesh.Connection;
import dev.cilab.probe.mesh.Diagnosis;
import dev.cilab.probe.mesh.Mesh;
import dev.cilab.probe.mesh.MeshSide;
import dev.cilab.probe.mesh.Obstacle;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The screens of {@code cilab mesh status} and {@code doctor}. */
class MeshStatusViewTest {

    private static final List<String> WEST = List.of("west-control-plane", "west-worker");
    private static final List<String> EAST = List.of("east-control-plane", "east-worker");

    @Test
    void both_clusters_are_connected() {
        MeshSide west = side("west", "172.18.0.3:32379", true, List.of("east"), WEST, List.of(), List.of(1, 1));
        MeshSide east = side("east", "172.18.0.4:32380", true, List.of("west"), EAST, List.of(), List.of(1, 1));

        Golden.check(
                "cli/mesh-status-connected.txt",
                MeshStatusView.text(mesh(
                        List.of(west, east),
                        connection("west", WEST.get(0), "east", ""),
                        connection("west", WEST.get(1), "east", ""),
                        connection("east", EAST.get(0), "west", ""),
                        connection("east", EAST.get(1), "west", ""))));
    }

    @Test
    void one_agent_is_not_connected_and_the_other_side_does_not_know() {
        String reason = "remote cluster configuration required but not found";
        MeshSide west = side(
                "west",
                "172.18.0.3:32379",
                true,
                List.of("east"),
                WEST,
                List.of("west-worker is not connected to cluster east: " + reason),
                List.of());
        MeshSide east = side("east", "172.18.0.4:32380", false, List.of(), EAST, List.of(), List.of());

        Golden.check(
                "cli/mesh-status-partly.txt",
                MeshStatusView.text(mesh(
                        List.of(west, east),
                        connection("west", WEST.get(0), "east", ""),
                        connection("west", WEST.get(1), "east", reason))));
    }

    @Test
    void not_enabled() {
        MeshSide west =
                new MeshSide("west", "west", "", List.of(), false, false, List.of(), WEST, List.of(), List.of(0, 0));

        Golden.check("cli/mesh-status-not-enabled.txt", MeshStatusView.text(mesh(List.of(west))));
    }

    @Test
    void the_doctor_tells_symptom_cause_and_fix() {
        Diagnosis two = new Diagnosis(
                List.of("west", "east"),
                List.of(
                        new Obstacle("ca", "west, east", "TLS fails", "the CAs differ", "cilab mesh ca sync west east"),
                        new Obstacle("same-id", "west, east", "refused", "cluster.id is 1 in both", "another id")),
                List.of(),
                List.of());
        Diagnosis none = new Diagnosis(List.of("west", "east"), List.of(), List.of(), List.of());

        Golden.check("cli/mesh-doctor.txt", MeshDoctorCommand.text(two) + "---\n" + MeshDoctorCommand.text(none));
    }

    private static Mesh mesh(List<MeshSide> sides, Connection... connections) {
        List<String> places = sides.stream().map(MeshSide::cluster).toList();
        return new Mesh(places, List.of(connections), sides, List.of(), List.of());
    }

    private static MeshSide side(
            String cluster,
            String access,
            boolean ready,
            List<String> expected,
            List<String> agents,
            List<String> unconnected,
            List<Integer> services) {
        return new MeshSide(
                cluster, cluster, "NodePort", List.of(access), ready, false, expected, agents, unconnected, services);
    }

    private static Connection connection(String on, String node, String remote, String reason) {
        boolean ready = reason.isEmpty();
        return new Connection(
                on,
                node,
                "cilium-x",
                remote,
                ready,
                true,
                "etcd: 1/1 connected",
                true,
                ready,
                2,
                List.of(),
                2,
                4,
                3,
                1,
                0,
                reason);
    }
}
