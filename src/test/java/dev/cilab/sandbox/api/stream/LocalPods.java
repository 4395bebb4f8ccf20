package dev.cilab.sandbox.api.stream;

import dev.cilab.sandbox.api.ApiError;
import dev.cilab.sandbox.api.PodStreams;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Pods whose containers are processes of this machine, without any isolation. */
final class LocalPods implements PodStreams {

    final BlockingQueue<Process> started = new LinkedBlockingQueue<>();
    final BlockingQueue<String> sizes = new LinkedBlockingQueue<>();
    final BlockingQueue<LogOptions> logOptions = new LinkedBlockingQueue<>();

    @Override
    public Process exec(String namespace, String pod, String container, List<String> command, boolean tty) {
        if (container.equals("stopped")) {
            throw new ApiError(400, "BadRequest", "container stopped does not run");
        }
        List<String> argv = new ArrayList<>();
        if (tty) {
            argv.addAll(List.of("script", "-qec", String.join(" ", command), "/dev/null"));
        } else {
            argv.addAll(command);
        }
        return start(argv);
    }

    @Override
    public InputStream logs(String namespace, String pod, String container, LogOptions options) {
        logOptions.add(options);
        return options.follow()
                ? start(List.of("sh", "-c", "i=0; while [ $i -lt 3 ]; do echo line $i; i=$((i+1)); sleep 0.05; done"))
                        .getInputStream()
                : new ByteArrayInputStream("one\ntwo\nthree\n".getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Process forward(String namespace, String pod, int port) {
        return start(List.of("busybox", "nc", "127.0.0.1", String.valueOf(port)));
    }

    @Override
    public void resize(Process process, int columns, int rows) {
        sizes.add(columns + "x" + rows);
    }

    private Process start(List<String> argv) {
        try {
            Process process = new ProcessBuilder(argv).start();
            started.add(process);
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
