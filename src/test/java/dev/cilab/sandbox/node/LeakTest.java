package dev.cilab.sandbox.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cilab.exec.Command;
import dev.cilab.exec.FileMode;
import dev.cilab.sandbox.SandboxSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("sandbox")
@Timeout(40)
class LeakTest {

    @TempDir
    private Path state;

    @Test
    void closingLeavesNothing() throws Exception {
        List<String> links = Machine.links();
        Fabric fabric = open("1eaf01");
        fabric.node("one").createPod(new Node.PodRequest("u", "default", "p", "p", "", "", ""));
        assertThat(Machine.processes("cilab:1eaf01:")).isNotEmpty();

        fabric.close();
        fabric.close();

        assertThat(fabric.node("one").alive()).isFalse();
        assertNothingLeft("cilab:1eaf01:");
        assertThat(Machine.links()).isEqualTo(links);
    }

    @Test
    void killingTheFirstProcessEndsAllAndIsNoticed() throws Exception {
        Fabric fabric = open("1eaf02");
        Process inside = fabric.node("one").start(List.of("sh", "-c", "echo inside; exec sleep 600"), Map.of());
        assertThat(inside.inputReader().readLine()).isEqualTo("inside");

        ProcessHandle.of(fabric.pid()).orElseThrow().destroyForcibly();

        fabric.ended().toCompletableFuture().get(20, TimeUnit.SECONDS);
        assertThat(inside.waitFor()).isEqualTo(137);
        assertNothingLeft("cilab:1eaf02:");
    }

    @Test
    void poweringANodeOffEndsThatNodeOnly() throws Exception {
        try (Fabric fabric = open("1eaf03")) {
            Node one = fabric.node("one");
            Pod pod = one.createPod(new Node.PodRequest("u", "default", "p", "p", "", "", ""));

            one.run(Command.of("poweroff"));

            assertThat(Machine.becomes(() -> !one.alive() && !pod.alive())).isTrue();
            assertThat(fabric.node("two").alive()).isTrue();
            assertThat(fabric.node("two").run(Command.of("hostname")).stdout()).isEqualTo("two\n");
        }
    }

    @Test
    void aHalfBuiltFabricLeavesNothing() throws Exception {
        SandboxSpec good = Specs.pair("1eaf04", state);
        SandboxSpec.Node broken = new SandboxSpec.Node(
                "two",
                List.of("worker"),
                List.of(new SandboxSpec.Interface("eth1", "not an address", "only")),
                List.of());
        SandboxSpec spec = new SandboxSpec(
                good.name(),
                good.instance(),
                good.stateDir(),
                good.segments(),
                List.of(good.nodes().getFirst(), broken),
                List.of());

        assertThatThrownBy(() -> Fabric.open(spec, SshKeys.create(state), state.resolve("exchange")))
                .isInstanceOf(SandboxFailure.class)
                .hasMessageStartingWith("two: ip -batch ended with exit code ")
                .hasMessageContaining("not");
        assertNothingLeft("cilab:1eaf04:");
    }

    @Test
    void twoSandboxesLiveSideBySide() throws Exception {
        try (Fabric left = open("1eaf05");
                Fabric right =
                        Fabric.open(Specs.pair("1eaf06", state), SshKeys.create(state), state.resolve("other"))) {
            left.node("one").put("left".getBytes(), "/tmp/who", FileMode.READABLE);
            right.node("one").put("right".getBytes(), "/tmp/who", FileMode.READABLE);
            assertThat(left.node("one").run(Command.of("cat", "/tmp/who")).stdout())
                    .isEqualTo("left");
            left.close();
            assertThat(right.node("one")
                            .run(Command.sh("cat /tmp/who; ping -c 1 -W 2 two >/dev/null && echo -reached"))
                            .stdout())
                    .isEqualTo("right-reached\n");
        }
    }

    private Fabric open(String instance) {
        return Fabric.open(Specs.pair(instance, state), SshKeys.create(state), state.resolve("exchange"));
    }

    private void assertNothingLeft(String mark) throws Exception {
        assertThat(Machine.becomes(() -> Machine.processes(mark).isEmpty()))
                .as("processes of " + mark)
                .isTrue();
        assertThat(Machine.mounts(state)).isEmpty();
    }
}
