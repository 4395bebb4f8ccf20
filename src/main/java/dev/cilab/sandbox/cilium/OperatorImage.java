package dev.cilab.sandbox.cilium;

import dev.cilab.sandbox.api.Objects;
import dev.cilab.sandbox.cilium.operator.Operator;
import dev.cilab.sandbox.cluster.Workload;
import java.util.List;
import java.util.Map;

/** The operator's image: as long as the container's process lives, an {@link Operator} runs. */
final class OperatorImage implements Workload {

    private static final List<String> DAEMON = List.of("bash", "-c", "exec -a cilium-operator-generic sleep infinity");

    private final Objects objects;
    private final List<String> order;

    /** @param order of the nodes in which PodCIDRs are given out */
    OperatorImage(Objects objects, List<String> order) {
        this.objects = objects;
        this.order = List.copyOf(order);
    }

    @Override
    public boolean answersProbes() {
        return false;
    }

    @Override
    public Main start(Container container) {
        CiliumConfig config = CiliumConfig.read(objects, AgentImage.version(container));
        Operator operator =
                new Operator(objects, config, order, new LogLines(container.log(), "cilium-operator-generic"));
        Process process = container.pod().start(DAEMON, Map.of(), "/");
        process.onExit().thenRun(() -> {
            operator.close();
            container.changed().run();
        });
        return new Running(process);
    }

    private record Running(Process process) implements Main {

        @Override
        public boolean alive() {
            return process.isAlive();
        }

        @Override
        public int exitCode() {
            return process.exitValue();
        }

        @Override
        public boolean ready() {
            return process.isAlive();
        }

        @Override
        public void terminate() {
            process.destroy();
        }

        @Override
        public void kill() {
            process.destroyForcibly();
        }
    }
}
