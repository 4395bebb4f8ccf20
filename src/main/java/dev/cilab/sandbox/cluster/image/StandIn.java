package dev.cilab.sandbox.cluster.image;

import dev.cilab.sandbox.cluster.Workload;
import java.util.List;
import java.util.Map;

/**
 * A control plane component whose work is done inside the sandbox's daemon: the pod shows where it would run, its process only waits.
 *
 * @param sentence what its log says of it
 */
public record StandIn(String sentence) implements Workload {

    @Override
    public Main start(Container container) {
        container.log().line(sentence);
        return ProcessMain.of(container.pod().start(List.of("tail", "-f", "/dev/null"), Map.of(), ""), container);
    }
}
