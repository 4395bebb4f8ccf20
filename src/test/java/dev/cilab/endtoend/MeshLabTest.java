package dev.cilab.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cilab.CommandRun;
import dev.cilab.action.Change;
import dev.cilab.action.Handlers;
import dev.cilab.action.LabHandlers;
import dev.cilab.env.Environment;
import dev.cilab.env.Environments;
import dev.cilab.env.LabSetup;
import dev.cilab.env.Scope;
import dev.cilab.env.SecretPrompt;
import dev.cilab.env.StateFolder;
import dev.cilab.event.Events;
import dev.cilab.exec.Unreachable;
import dev.cilab.helm.Helm;
import dev.cilab.kube.Ownership;
import dev.cilab.kube.OwnershipGuard;
import dev.cilab.lab.Action;
import dev.cilab.lab.Fault;
import dev.cilab.lab.Lab;
import dev.cilab.lab.LabCatalog;
import dev.cilab.lab.LabFiles;
import dev.cilab.lab.Overrides;
import dev.cilab.lab.reader.FaultReader;
import dev.cilab.lab.reader.LabReader;
import dev.cilab.probe.LabProbes;
import dev.cilab.probe.mesh.MeshDoctor;
import dev.cilab.probe.mesh.Obstacle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The ClusterMesh lab from nothing, as a user runs it, and everything that its doctor knows, provoked. One sandbox serves all tests. */
@Tag("sandbox")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MeshLabTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String KUBECTL = "kubectl --kubeconfig /etc/kubernetes/admin.conf -n kube-system";

    private static Path state;

    @BeforeAll
    static void a_state_folder_of_its_own() throws IOException {
        state = Files.createTempDirectory("cilab-mesh-lab");
    }

    @AfterAll
    static void nothing_is_left() throws IOException {
        CommandRun down = cilab("mesh", "down");
        CommandRun leaks = cilab("doctor", "--leaks");
        Files.deleteIfExists(state.resolve("clusters.json"));
        assertThat(down.exit()).as(down.err()).isZero();
        assertThat(leaks.exit()).as(leaks.out()).isZero();
    }

    @Test
    @Order(1)
    void ids_that_do_not_fit_are_refused_before_anything_is_installed() {
        CommandRun up = cilab("mesh", "up", "--set", "eastId=1");

        assertThat(up.exit()).as(up.err()).isEqualTo(1);
        assertThat(up.err()).contains("west, east: cluster.id is 1 in both");
    }

    @Test
    @Order(2)
    void up_and_connect_make_one_mesh_of_two_clusters() {
        CommandRun up = cilab("mesh", "up");
        assertThat(up.exit()).as(up.err()).isZero();
        assertThat(cilab("mesh", "status").exit()).isEqualTo(1);

        CommandRun connect = cilab("mesh", "connect", "west", "east");
        assertThat(connect.exit()).as(connect.err()).isZero();

        CommandRun status = cilab("mesh", "status", "--wait");
        assertThat(status.exit()).as(status.out()).isZero();
        assertThat(status.out())
                .contains("🔌 Cluster Connections:\n  - east: 2/2 configured, 2/2 connected")
                .contains("🔌 Cluster Connections:\n  - west: 2/2 configured, 2/2 connected")
                .contains("✅ All 2 nodes are connected to all clusters [min:1 / avg:1.0 / max:1]");
    }

    @Test
    @Order(3)
    void connecting_again_changes_nothing() {
        CommandRun again = cilab("mesh", "connect", "west", "east");

        assertThat(again.exit()).as(again.err()).isZero();
        assertThat(again.err()).contains(", 0 changed, ");
    }

    @Test
    @Order(3)
    void clusters_that_are_not_there_or_named_twice_are_no_mesh() {
        CommandRun unknown = cilab("mesh", "connect", "west", "north");
        assertThat(unknown.exit()).isEqualTo(2);
        assertThat(unknown.err()).contains("lab mesh has no cluster \"north\"");

        CommandRun twice = cilab("mesh", "connect", "west", "west");
        assertThat(twice.exit()).isEqualTo(2);
        assertThat(twice.err()).contains("cluster \"west\" is named twice");
    }

    @Test
    @Order(3)
    void what_one_cluster_says_is_told_though_the_other_ones_api_server_does_not_answer() throws IOException {
        Path kubeconfig = state.resolve("sandbox/mesh/kubeconfig");
        String whole = Files.readString(kubeconfig);
        int east = whole.indexOf("server: ", whole.indexOf("- name: kind-east"));
        Files.writeString(
                kubeconfig,
                whole.substring(0, east)
                        + whole.substring(east).replaceFirst("https://127.0.0.1:\\d+", "https://127.0.0.1:1"));
        try {
            CommandRun status = cilab("mesh", "status");
            assertThat(status.exit()).isEqualTo(3);
            assertThat(status.out()).contains("Cluster west", "  - east: 2/2 configured, 2/2 connected");
            assertThat(status.err()).contains("could not ask east: connection refused");

            CommandRun doctor = cilab("mesh", "doctor");
            assertThat(doctor.exit()).isEqualTo(3);
            assertThat(doctor.out()).doesNotContain("unknown-remote");
        } finally {
            Files.writeString(kubeconfig, whole);
        }
    }

    @Test
    @Order(4)
    void the_whole_lab_passes() {
        CommandRun run = cilab("mesh", "run");

        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.err())
                .contains(" 0 failed, 0 unknown")
                .containsPattern("pass +east's pods took over from west's under traffic: no answer for \\d+ ms")
                .containsPattern("pass +west's agents see both directions, with the cluster's name at both ends")
                .containsPattern("pass +east's curl-pod pings west's, which hears east's own address");
    }

    @Test
    @Order(5)
    void looking_commands_agree() {
        assertThat(cilab("mesh", "doctor").out()).isEqualTo("nothing is wrong with west, east\n");
        assertThat(cilab("mesh", "troubleshoot").exit()).isZero();
        assertThat(cilab("mesh", "services").out().lines().skip(1).toList())
                .hasSize(4)
                .allMatch(line -> line.contains("default/webpod"));
    }

    @Test
    @Order(6)
    void the_doctor_finds_every_fault_and_nothing_once_it_is_mended() throws Exception {
        LabFiles files = LabCatalog.packed().find("mesh").orElseThrow();
        Lab lab = LabReader.read(files, new LabProbes(), Overrides.none("sandbox"));
        StateFolder folder = new StateFolder(state);
        Handlers handlers = new LabHandlers(new Helm(CommandRun.CACHE, Map.of()));
        try (Environment environment = new Environments(folder, System.getenv(), SecretPrompt.NONE, Path.of(""))
                .open("sandbox", new LabSetup("mesh").of(lab.topology()))) {
            Scope scope = new Scope(
                    environment, lab.topology(), lab.vars(), new OwnershipGuard(new Ownership(folder.clusters())));
            for (String name : faults()) {
                Fault fault = FaultReader.read(files, lab, name);
                perform(fault.actions(), handlers, scope);
                List<String> found = awaitRules(scope, fault.finds());
                perform(fault.undo(), handlers, scope);
                assertThat(found).as(name).containsAll(fault.finds());
                assertThat(awaitRules(scope, List.of())).as("after " + name).isEmpty();
            }
        }
    }

    @Test
    @Order(7)
    void disconnecting_takes_the_routes_away_and_twice_is_once() {
        CommandRun disconnect = cilab("mesh", "disconnect", "west", "east");
        assertThat(disconnect.exit()).as(disconnect.err()).isZero();
        assertThat(disconnect.err()).contains(", 1 changed");

        assertThat(cilab("mesh", "disconnect", "west", "east").err()).doesNotContain(", 1 changed");
        assertThat(cilab("mesh", "status").out()).contains("🔌 No cluster connected");
    }

    @Test
    @Order(8)
    void what_an_interrupt_cut_off_and_what_somebody_deleted_the_next_connect_makes_good() throws Exception {
        CommandRun cut = CommandRun.interruptedAt(state, "step connect:", "mesh", "connect", "west", "east");
        assertThat(cut.exit()).as(cut.err()).isEqualTo(130);

        CommandRun again = cilab("mesh", "connect", "west", "east");
        assertThat(again.exit()).as(again.err()).isZero();

        CommandRun deleted = cilab(
                "mesh",
                "exec",
                "west-control-plane",
                "--root",
                "--",
                "sh",
                "-c",
                KUBECTL + " delete secret cilium-clustermesh");
        assertThat(deleted.exit()).as(deleted.err()).isZero();
        CommandRun mended = cilab("mesh", "connect", "west", "east");
        assertThat(mended.exit()).as(mended.err()).isZero();
        assertThat(mended.err()).contains(", 1 changed");
        assertThat(cilab("mesh", "status").exit()).isZero();
    }

    private static List<String> faults() throws IOException {
        try (Stream<Path> found = Files.list(Path.of("labs/mesh/break"))) {
            return found.map(file -> file.getFileName().toString().replace(".yaml", ""))
                    .sorted()
                    .toList();
        }
    }

    private static void perform(List<Action> actions, Handlers handlers, Scope scope) {
        for (Action action : actions) {
            Change change = handlers.perform(action, scope, Events.NONE);
            assertThat(change).as(action.toString()).isInstanceOfAny(Change.Done.class, Change.None.class);
        }
    }

    /** What the doctor finds; looked for again until all that is wanted is there, or nothing any more where nothing is wanted. */
    private static List<String> awaitRules(Scope scope, List<String> wanted) throws Unreachable {
        Instant deadline = Instant.now().plus(PATIENCE);
        List<String> found = rules(scope);
        while (Instant.now().isBefore(deadline) && !(wanted.isEmpty() ? found.isEmpty() : found.containsAll(wanted))) {
            found = rules(scope);
        }
        return found;
    }

    private static List<String> rules(Scope scope) throws Unreachable {
        return new MeshDoctor(scope)
                .look().obstacles().stream().map(Obstacle::rule).distinct().toList();
    }

    private static CommandRun cilab(String... args) {
        return CommandRun.of(state, args);
    }
}
