package dev.cilab.probe.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.cilab.Golden;
import dev.cilab.exec.Unreachable;
import dev.cilab.probe.Answers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RemoteClustersTest {

    @ParameterizedTest
    @ValueSource(strings = {"1.17", "1.19", "1.20"})
    void every_dialect_gives_the_same_records(String version) throws Unreachable {
        Golden.check("probe/mesh-" + version + ".txt", Answers.lines(read("cilium-" + version + "-mesh.json")));
    }

    @Test
    void the_first_reason_that_applies() throws Unreachable {
        assertThat(read("cilium-mesh-not-ready.json"))
                .extracting(Connection::remote, Connection::reason)
                .containsExactly(
                        tuple("down", "Waiting for initial connection to be established"),
                        tuple("fresh", "remote cluster configuration not retrieved yet"),
                        tuple("misnamed", "remote cluster configuration required but not found"),
                        tuple("slow", "remote cluster not ready: not synchronized yet: identities, services"),
                        tuple("odd", "remote cluster not ready"));
    }

    private static List<Connection> read(String answer) throws Unreachable {
        return RemoteClusters.read("west", "west-worker", "cilium-x7k2p", Answers.json(answer));
    }
}
