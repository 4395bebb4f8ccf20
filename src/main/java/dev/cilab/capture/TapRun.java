package dev.cilab.capture;

import dev.cilab.capture.pcap.Malformed;
import dev.cilab.capture.pcap.Packet;
import dev.cilab.capture.pcap.PcapParser;
import dev.cilab.exec.Host;
import dev.cilab.exec.Line;
import dev.cilab.exec.Running;
import dev.cilab.exec.Unreachable;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** tcpdump on one tap, from its start to its end. */
final class TapRun {

    private static final Duration READY = Duration.ofSeconds(15);
    private static final Duration LAST_WORDS = Duration.ofSeconds(5);

    private final Tap tap;
    private final Consumer<String> lost;
    private final PcapParser parser;
    private final List<String> said = new CopyOnWriteArrayList<>();
    private final AtomicLong packets = new AtomicLong();
    private final CompletableFuture<Void> listening = new CompletableFuture<>();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private volatile Running running;
    private volatile boolean stopping;
    private volatile String problem = "";

    /** @param lost told why, when the tap ends before it is stopped */
    TapRun(Tap tap, Consumer<Packet> sink, Consumer<String> lost) {
        this.tap = tap;
        this.lost = lost;
        this.parser = new PcapParser(packet -> {
            packets.incrementAndGet();
            sink.accept(packet);
        });
    }

    Tap tap() {
        return tap;
    }

    /** Completes when no more packets come, however that came about. */
    CompletableFuture<Void> closed() {
        return closed;
    }

    /** Returns once tcpdump listens. */
    void begin(Hosts hosts, String filter) throws Unreachable, NotCapturing {
        Host host = hosts.host(tap.place());
        running = host.stream(
                Tcpdump.command(tap.device(), Tcpdump.withoutOwnConnection(host, filter)), new Input(), this::line);
        CompletableFuture<Object> either = CompletableFuture.anyOf(listening, closed);
        try {
            either.get(READY.toMillis(), TimeUnit.MILLISECONDS);
            if (!listening.isDone()) {
                int exit = running.await(LAST_WORDS).orElse(-1);
                if (!listening.isDone()) {
                    throw Tcpdump.refusal(host, tap, exit, List.copyOf(said));
                }
            }
        } catch (TimeoutException e) {
            throw new Unreachable(tap.place(), "tcpdump does not listen after " + READY.toSeconds() + " s: " + said, e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unreachable(tap.place(), "interrupted", e);
        }
    }

    /** Returns when everything that tcpdump had taken has been told. */
    TapReport stop() {
        stopping = true;
        if (running != null) {
            running.stop();
            try {
                closed.get(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS);
                running.await(LAST_WORDS);
            } catch (TimeoutException | ExecutionException | Unreachable e) {
                problem = problem.isEmpty() ? "its last packets may be missing" : problem;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        long dropped = said.stream()
                .flatMap(line -> Tcpdump.dropped(line).stream())
                .findFirst()
                .orElse(0L);
        return new TapReport(tap, packets.get(), dropped, problem);
    }

    private void line(Line line) {
        said.add(line.text());
        if (Tcpdump.listens(line.text())) {
            listening.complete(null);
        }
    }

    private void ended() {
        closed.complete(null);
        if (!stopping && listening.isDone()) {
            problem = problem.isEmpty() ? why() : problem;
            lost.accept(problem);
        }
    }

    private String why() {
        try {
            Optional<Integer> exit = running.await(LAST_WORDS);
            String last = said.stream()
                    .filter(line -> !line.contains("packet") && !Tcpdump.listens(line))
                    .reduce("", (first, second) -> second);
            return "tcpdump ended" + exit.map(code -> " with exit code " + code).orElse("")
                    + (last.isEmpty() ? "" : ": " + last);
        } catch (Unreachable e) {
            return String.valueOf(e.getMessage());
        }
    }

    /** Feeds the parser; after damage the rest is let go by, so that tcpdump does not block. */
    private final class Input extends OutputStream {

        @Override
        public void write(int octet) {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            if (problem.isEmpty()) {
                try {
                    parser.write(bytes, offset, length);
                } catch (Malformed e) {
                    problem = "what tcpdump sent is damaged: " + e.getMessage();
                }
            }
        }

        @Override
        public void close() {
            // who ended may be waited for, and whoever closes must not wait for himself
            Thread.startVirtualThread(TapRun.this::ended);
        }
    }
}
