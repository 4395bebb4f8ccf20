package dev.cilab.probe.bgp;

import dev.cilab.exec.Command;
import dev.cilab.exec.Running;
import dev.cilab.exec.Unreachable;
import dev.cilab.lab.NodeName;
import dev.cilab.probe.Site;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Asks FRR on a router. */
final class Frr {

    private static final int BUFFER = 64 * 1024;
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private Frr() {}

    /** {@code vtysh -c … -c …} as root: the socket belongs to the group frrvty. */
    static Command vtysh(String... lines) {
        List<String> argv = new ArrayList<>(List.of("vtysh"));
        for (String line : lines) {
            argv.add("-c");
            argv.add(line);
        }
        return Command.of(argv).asRoot();
    }

    /** One JSON document per {@code show … json}, and FRR's version, all in one command. */
    static FrrAnswer show(Site site, NodeName router, String... lines) throws Unreachable {
        String[] all = Arrays.copyOf(lines, lines.length + 1);
        all[lines.length] = FrrAnswer.LAST_QUESTION;
        return FrrAnswer.read(router.value(), site.run(router, vtysh(all)), lines.length);
    }

    /** Reads an answer while it comes, to its end. */
    @FunctionalInterface
    interface Reading<T> {
        T read(InputStream answer) throws Unreachable, IOException;
    }

    /** For answers that may be long: they are read as they come and kept nowhere as text. */
    static <T> T streamed(Site site, NodeName router, Reading<T> reading, String... lines) throws Unreachable {
        Queue<String> errors = new ConcurrentLinkedQueue<>();
        try (PipedInputStream answer = new PipedInputStream(BUFFER);
                Running running = site.host(router).stream(
                        vtysh(lines), new PipedOutputStream(answer), line -> errors.add(line.text()))) {
            Thread.startVirtualThread(() -> endAfter(running, LONGEST));
            return reading.read(answer);
        } catch (Unreachable e) {
            throw errors.isEmpty() ? e : new Unreachable(router.value(), errors.peek(), e);
        } catch (IOException e) {
            throw new Unreachable(router.value(), "the answer broke off: " + e.getMessage(), e);
        }
    }

    /** A vtysh that hangs would be waited for without end. */
    private static void endAfter(Running running, Duration longest) {
        try {
            if (running.await(longest).isEmpty()) {
                running.stop();
            }
        } catch (Unreachable gone) {
            // told by whoever reads
        }
    }
}
