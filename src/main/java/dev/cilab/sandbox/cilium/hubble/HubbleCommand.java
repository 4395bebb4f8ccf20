package dev.cilab.sandbox.cilium.hubble;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** The program {@code hubble} in the agent's pod: {@code observe}, {@code status} and {@code version}. */
public final class HubbleCommand {

    private static final String USAGE =
            "Hubble of the cilab sandbox: a stand-in, its flows come from a capture on the node\n\n"
                    + "Usage:\n  hubble observe [-f] [--last N] [--since TIME] [-o compact|json|jsonpb] [filters]\n"
                    + "  hubble status\n  hubble version\n\n"
                    + "Filters: --pod --from-pod --to-pod -n --ip --from-ip --to-ip --port --from-port --to-port --protocol --verdict\n";

    private final Hubble hubble;

    public HubbleCommand(Hubble hubble) {
        this.hubble = hubble;
    }

    /** Writes the answer as it comes. @throws IllegalArgumentException when the arguments are wrong; nothing is written then */
    public void run(List<String> words, OutputStream out) throws IOException, InterruptedException {
        String command = words.isEmpty() ? "" : words.getFirst();
        switch (command) {
            case "observe" -> observe(new Observe(words.subList(1, words.size())), out);
            case "status" -> write(status(), out);
            case "version" -> write("hubble v1.18.0 (stand-in of the cilab sandbox)", out);
            case "", "help", "--help", "-h" -> write(USAGE.stripTrailing(), out);
            default -> throw new IllegalArgumentException("unknown command \"" + command + "\" for \"hubble\"");
        }
    }

    private void observe(Observe observe, OutputStream out) throws IOException, InterruptedException {
        BlockingQueue<Flow> coming = new LinkedBlockingQueue<>();
        try (AutoCloseable following = hubble.follow(observe.follow() ? coming::add : flow -> {})) {
            List<Flow> known = observe.of(hubble.flows());
            for (Flow flow : known) {
                write(observe.line(flow), out);
            }
            while (observe.follow()) {
                Flow flow = coming.take();
                if (!known.contains(flow) && observe.matching().test(flow)) {
                    write(observe.line(flow), out);
                }
            }
        } catch (IOException | InterruptedException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private String status() {
        int held = hubble.flows().size();
        double rate = hubble.seen() / Math.max(1.0, hubble.up().toMillis() / 1000.0);
        return String.format(
                Locale.ROOT,
                "Healthcheck (via unix:///var/run/cilium/hubble.sock): Ok%nCurrent/Max Flows: %,d/%,d (%.2f%%)%nFlows/s: %.2f",
                held,
                Hubble.CAPACITY,
                100.0 * held / Hubble.CAPACITY,
                rate);
    }

    private static void write(String line, OutputStream out) throws IOException {
        out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
