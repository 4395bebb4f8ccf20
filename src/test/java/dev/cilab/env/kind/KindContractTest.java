package dev.cilab.env.kind;

import dev.cilab.env.Environment;
import dev.cilab.env.EnvironmentContract;
import dev.cilab.env.LabSetup;
import dev.cilab.env.StateFolder;
import dev.cilab.exec.Command;
import dev.cilab.exec.LocalHost;
import dev.cilab.exec.Unreachable;
import dev.cilab.lab.ClusterName;
import dev.cilab.lab.NodeName;
import dev.cilab.lab.Topology;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;

/** The contract with real containers, where there is a Docker that answers and a kind. */
@Tag("kind")
@Timeout(1800)
@EnabledIf(value = "possible", disabledReason = "kind is not on this machine, or no Docker daemon answers")
class KindContractTest extends EnvironmentContract {

    static boolean possible() throws Unreachable {
        try (LocalHost here = new LocalHost()) {
            return here.run(Command.of("docker", "version", "--format", "{{.Server.Version}}"))
                            .ok()
                    && here.run(Command.of("kind", "version")).ok();
        }
    }

    @Override
    protected Environment open(StateFolder folder) {
        return new Kind().open(folder, System.getenv(), new LabSetup("contract").of(topology()));
    }

    @Override
    protected Topology topology() {
        return new Topology(
                "contract",
                List.of(new Topology.Segment("lan", "192.168.210.0/24")),
                List.of(
                        machine("ctr", "control-plane", 100),
                        machine("w1", "worker", 101),
                        machine("router", "router", 200)),
                List.of(new Topology.KubeCluster(
                        new ClusterName("contract"),
                        "v1.33.2",
                        "10.244.0.0/16",
                        "10.96.0.0/16",
                        List.of(CONTROL_PLANE, new NodeName("w1")))));
    }

    private static Topology.Machine machine(String name, String role, int host) {
        return new Topology.Machine(
                new NodeName(name),
                List.of(role),
                List.of(new Topology.Interface("eth1", "192.168.210." + host + "/24", Optional.of("lan"))),
                List.of());
    }
}
