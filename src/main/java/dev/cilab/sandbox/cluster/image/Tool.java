package dev.cilab.sandbox.cluster.image;

import dev.cilab.sandbox.cluster.Workload;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * An image that is only a box of tools: runs what it is told, with this machine's own programs.
 *
 * @param entrypoint what stands before the arguments when the pod names no command
 * @param standard   what runs when the pod says nothing at all
 */
public record Tool(List<String> entrypoint, List<String> standard) implements Workload {

    /** Stays until it is ended, as a shell on a terminal would. */
    private static final List<String> STAY = List.of("tail", "-f", "/dev/null");

    public static Tool shell() {
        return new Tool(List.of(), STAY);
    }

    @Override
    public Main start(Container container) {
        List<String> argv = new ArrayList<>();
        if (container.argv().isEmpty()) {
            argv.addAll(standard);
        } else {
            if (container.spec().path("command").isEmpty()) {
                argv.addAll(entrypoint);
            }
            argv.addAll(container.argv());
        }
        String workingDir = container.spec().path("workingDir").asString("");
        Process process = container.pod().start(argv, container.environment(), workingDir);
        if (!container.spec().path("stdin").asBoolean(false)) {
            noInput(process);
        }
        return ProcessMain.of(process, container);
    }

    private static void noInput(Process process) {
        try {
            process.getOutputStream().close();
        } catch (IOException ended) {
            // nobody reads it any more: as good as closed
            return;
        }
    }
}
