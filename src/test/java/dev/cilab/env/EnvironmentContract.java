package dev.cilab.env;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cilab.event.Event;
import dev.cilab.event.Events;
import dev.cilab.exec.Command;
import dev.cilab.exec.FileMode;
import dev.cilab.exec.Host;
import dev.cilab.exec.Line;
import dev.cilab.exec.Running;
import dev.cilab.exec.Unreachable;
import dev.cilab.kube.Cluster;
import dev.cilab.kube.Guard;
import dev.cilab.kube.KubeObject;
import dev.cilab.kube.Ownership;
import dev.cilab.kube.OwnershipGuard;
import dev.cilab.kube.Ref;
import dev.cilab.lab.NodeName;
import dev.cilab.lab.Topology;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What every environment promises, tried on one small topology: a cluster of two nodes and a router. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
public abstract class EnvironmentContract {

    protected static final NodeName CONTROL_PLANE = new NodeName("ctr");
    protected static final NodeName ROUTER = new NodeName("router");

    protected StateFolder state;
    protected Environment environment;
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final Events events = event -> {
        if (event instanceof Event.EnvironmentChanged changed) {
            told.add(changed.what());
        }
    };

    protected abstract Environment open(StateFolder folder) throws Exception;

    protected abstract Topology topology();

    @BeforeAll
    void open(@TempDir Path dir) throws Exception {
        state = new StateFolder(dir.resolve("state"));
        environment = open(state);
    }

    @AfterAll
    void down() {
        assertThat(environment.down(topology(), Events.NONE)).isEmpty();
        environment.close();
    }

    @Test
    @Order(1)
    void isAbsentBeforeItIsMade() {
        assertThat(environment.preflight(topology()))
                .filteredOn(finding -> finding.severity() == Finding.Severity.ERROR)
                .isEmpty();
        assertThat(environment.state(topology())).isInstanceOf(Liveness.Absent.class);
        assertThatThrownBy(() -> environment.host(ROUTER).run(Command.of("true")))
                .isInstanceOf(Unreachable.class);
        assertThatThrownBy(() -> cluster().uid()).isInstanceOf(Unreachable.class);
    }

    @Test
    @Order(2)
    void upMakesIt() throws Exception {
        environment.close();
        environment = open(state);
        environment.up(topology(), events);

        assertThat(environment.state(topology())).isInstanceOf(Liveness.Running.class);
        assertThat(told).isNotEmpty();
    }

    @Test
    @Order(3)
    void upAgainChangesNothing() throws Exception {
        String uid = cluster().uid();
        environment.up(topology(), Events.NONE);

        assertThat(cluster().uid()).isEqualTo(uid);
    }

    @Test
    @Order(4)
    void commandsRunOnNodes() throws Exception {
        Host router = environment.host(ROUTER);

        assertThat(router.run(Command.of("hostname")).stdout()).isEqualTo("router\n");
        assertThat(router.run(Command.of("id", "-u").asRoot()).stdout()).isEqualTo("0\n");
        assertThat(router.run(Command.sh("echo no >&2; exit 7")).exit()).isEqualTo(7);
        assertThat(router.run(Command.sh("echo no >&2; exit 7")).stderr()).isEqualTo("no\n");
        assertThat(router.run(Command.of("cat").stdin("in".getBytes(StandardCharsets.UTF_8)))
                        .stdout())
                .isEqualTo("in");
    }

    @Test
    @Order(4)
    void aCommandOverItsTimeIsSaid() {
        assertThatThrownBy(() ->
                        environment.host(ROUTER).run(Command.of("sleep", "60").timeout(Duration.ofMillis(300))))
                .isInstanceOf(Unreachable.class)
                .hasMessageContaining("300 ms");
    }

    @Test
    @Order(4)
    void filesArriveWhole() throws Exception {
        byte[] content = new byte[200_000];
        new java.util.Random(3).nextBytes(content);
        Host node = environment.host(topology().clusters().getFirst().nodes().getFirst());
        node.put(content, "/tmp/contract", new FileMode(0640));

        assertThat(node.run(Command.of("cat", "/tmp/contract")).out()).isEqualTo(content);
        assertThat(node.run(Command.of("stat", "-c", "%a", "/tmp/contract")).stdout())
                .isEqualTo("640\n");
    }

    @Test
    @Order(4)
    void outputIsToldWhileACommandRuns() throws Exception {
        LinkedBlockingQueue<Line> lines = new LinkedBlockingQueue<>();
        try (Running running = environment.host(ROUTER).start(Command.sh("echo begun; sleep 60"), lines::add)) {
            assertThat(lines.take()).isEqualTo(new Line(false, "begun"));
            assertThat(running.alive()).isTrue();
        }
    }

    @Test
    @Order(4)
    void theClusterHasItsNodes() throws Exception {
        List<String> names = cluster()
                .await(
                        Ref.all("nodes"),
                        "",
                        nodes -> nodes.size() == nodeNames().size(),
                        Duration.ofSeconds(60))
                .stream()
                .map(KubeObject::name)
                .sorted()
                .toList();

        assertThat(names).isEqualTo(nodeNames());
        assertThat(cluster().version()).isEqualTo("v1.33.2");
    }

    @Test
    @Order(4)
    void whatItMadeMayBeWrittenTo() throws Exception {
        var permit = guard().permit(cluster());
        ObjectNode manifest = configMap("one");

        assertThat(cluster().apply(permit, manifest, false).at("/data/k").asString())
                .isEqualTo("one");
        assertThat(cluster().get(Ref.one("cm", "default", "contract"))).isPresent();
        assertThat(cluster().delete(permit, Ref.one("configmap", "default", "contract")))
                .isTrue();
        assertThat(cluster().delete(permit, Ref.one("configmap", "default", "contract")))
                .isFalse();
    }

    @Test
    @Order(4)
    void aClusterThatIsNotOnRecordIsRefused(@TempDir Path other) {
        Guard stranger = new OwnershipGuard(new Ownership(other.resolve("clusters.json")));

        assertThatThrownBy(() -> stranger.permit(cluster()))
                .isInstanceOf(Guard.Refused.class)
                .hasMessageContaining("cilab neither made it nor was it adopted");
    }

    @Test
    @Order(9)
    void downLeavesNothing() throws Exception {
        assertThat(environment.down(topology(), events)).isEmpty();

        assertThat(environment.state(topology())).isInstanceOf(Liveness.Absent.class);
        assertThatThrownBy(() -> cluster().uid()).isInstanceOf(Unreachable.class);
        assertThat(environment.down(topology(), events)).isEmpty();
    }

    private List<String> nodeNames() {
        return topology().clusters().getFirst().nodes().stream()
                .map(NodeName::value)
                .sorted()
                .toList();
    }

    protected final Cluster cluster() throws Unreachable {
        return environment.cluster(topology().clusters().getFirst().name());
    }

    private Guard guard() {
        return new OwnershipGuard(new Ownership(state.clusters()));
    }

    private static ObjectNode configMap(String value) {
        ObjectNode manifest =
                JsonNodeFactory.instance.objectNode().put("apiVersion", "v1").put("kind", "ConfigMap");
        manifest.putObject("metadata").put("name", "contract").put("namespace", "default");
        manifest.putObject("data").put("k", value);
        return manifest;
    }
}
