package dev.cilab.env.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cilab.env.Environment;
import dev.cilab.env.EnvironmentContract;
import dev.cilab.env.LabSetup;
import dev.cilab.env.Liveness;
import dev.cilab.env.NotReady;
import dev.cilab.env.StateFolder;
import dev.cilab.event.Events;
import dev.cilab.exec.Command;
import dev.cilab.lab.ClusterName;
import dev.cilab.lab.NodeName;
import dev.cilab.lab.Topology;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
@Tag("sandbox")
class SandboxContractTest extends EnvironmentContract {

    @Override
    protected Environment open(StateFolder folder) {
        return new Sandbox().open(folder, System.getenv(), new LabSetup("contract"));
    }

    @Override
    protected Topology topology() {
        return new Topology(
                "contract",
                List.of(new Topology.Segment("lan", "192.168.10.0/24")),
                List.of(
                        machine("ctr", "control-plane", 100),
                        machine("w1", "worker", 101),
                        machine("router", "router", 200)),
                List.of(new Topology.KubeCluster(
                        new ClusterName("contract"),
                        "v1.33.2",
                        "172.20.0.0/16",
                        "10.96.0.0/16",
                        List.of(CONTROL_PLANE, new NodeName("w1")))));
    }

    private static Topology.Machine machine(String name, String role, int host) {
        return new Topology.Machine(
                new NodeName(name),
                List.of(role),
                List.of(new Topology.Interface("eth1", "192.168.10." + host + "/24", Optional.of("lan"))),
                List.of());
    }

    @Test
    @Order(5)
    void twoUpsAtOnceMakeOneSandbox() throws Exception {
        environment.down(topology(), Events.NONE);
        List<CompletableFuture<Void>> ups =
                Stream.of(open(state), open(state)).map(this::upLater).toList();
        for (CompletableFuture<Void> up : ups) {
            up.get();
        }

        assertThat(marked().filter(Marks.Marked::daemon)).hasSize(1);
    }

    @Test
    @Order(6)
    void aKilledDaemonTakesEverythingAlongAndUpStartsAgain() throws Exception {
        Marks.Marked daemon = marked().filter(Marks.Marked::daemon).findFirst().orElseThrow();
        ProcessHandle.of(daemon.pid()).orElseThrow().destroyForcibly();
        awaitNone();

        assertThat(environment.state(topology())).isInstanceOf(Liveness.Absent.class);
        environment.up(topology(), Events.NONE);
        assertThat(environment.host(ROUTER).run(Command.of("hostname")).stdout())
                .isEqualTo("router\n");
    }

    @Test
    @Order(7)
    void aNodeThatIsOffMakesItPartialAndUpRepairsIt() throws Exception {
        Marks.Marked node =
                marked().filter(m -> m.name().equals("w1")).findFirst().orElseThrow();
        ProcessHandle init = ProcessHandle.of(node.pid()).orElseThrow();
        init.destroyForcibly();
        init.onExit().get();

        assertThat(environment.state(topology())).isEqualTo(new Liveness.Partial(List.of("w1")));
        environment.up(topology(), Events.NONE);
        assertThat(environment.state(topology())).isInstanceOf(Liveness.Running.class);
    }

    @Test
    @Order(8)
    void filesOfADeadSandboxDoNotCountAsOne() throws Exception {
        environment.down(topology(), Events.NONE);
        Path folder = state.folder("sandbox", "contract");
        Files.writeString(folder.resolve("kubeconfig"), "stale");

        assertThat(environment.state(topology())).isInstanceOf(Liveness.Absent.class);
        environment.up(topology(), Events.NONE);
        assertThat(cluster().uid()).isNotEmpty();
    }

    private CompletableFuture<Void> upLater(Environment one) {
        // not on the common pool: the HTTP client works there, and it may have one thread
        return CompletableFuture.runAsync(
                () -> {
                    try {
                        one.up(topology(), Events.NONE);
                    } catch (NotReady e) {
                        throw new IllegalStateException(e.findings().toString(), e);
                    } finally {
                        one.close();
                    }
                },
                Thread::startVirtualThread);
    }

    private Stream<Marks.Marked> marked() {
        return new Marks(Path.of("/proc"), state.instance(), "contract").find().stream();
    }

    private void awaitNone() throws InterruptedException, ExecutionException {
        for (Marks.Marked process : marked().toList()) {
            Optional<ProcessHandle> handle = ProcessHandle.of(process.pid());
            if (handle.isPresent()) {
                handle.get().onExit().get();
            }
        }
        assertThatThrownBy(() -> marked().findFirst().orElseThrow())
                .isInstanceOf(java.util.NoSuchElementException.class);
    }
}
