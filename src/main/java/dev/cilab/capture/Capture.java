package dev.cilab.capture;

import dev.cilab.capture.pcap.Packet;
import dev.cilab.exec.Parallel;
import dev.cilab.exec.Parallel.Outcome;
import dev.cilab.exec.Unreachable;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * tcpdump on many machines at once. {@link #start} returns when all of them listen, so nothing that is done afterwards is missed anywhere;
 * {@link #stop} ends them together and loses nothing that was seen. Packets reach the sink in the order of their times.
 */
public final class Capture implements AutoCloseable {

    /** A packet with the tap that it came from. */
    private record Taken(Tap tap, Packet packet) {}

    private final List<TapRun> runs;
    private final Merge<Taken> merge;
    private final CompletableFuture<Void> over;
    private List<TapReport> reports;

    private Capture(List<TapRun> runs, Merge<Taken> merge) {
        this.runs = runs;
        this.merge = merge;
        this.over = CompletableFuture.anyOf(
                        CompletableFuture.allOf(
                                runs.stream().map(TapRun::closed).toArray(CompletableFuture[]::new)),
                        merge.ended())
                .thenAccept(any -> {});
    }

    /**
     * @param filter in pcap-filter's language; empty = everything
     * @throws NotCapturing when one tap cannot be had; then none is left running
     */
    public static Capture start(Hosts hosts, List<Tap> taps, String filter, PacketSink sink)
            throws Unreachable, NotCapturing {
        Merge<Taken> merge =
                new Merge<>(taken -> taken.packet().time(), taken -> sink.packet(taken.tap(), taken.packet()));
        List<TapRun> runs = taps.stream()
                .map(tap -> new TapRun(tap, packet -> merge.offer(new Taken(tap, packet)), why -> sink.lost(tap, why)))
                .toList();
        List<Outcome<TapRun, Optional<NotCapturing>>> outcomes = Parallel.map(runs, run -> begin(run, hosts, filter));
        Capture capture = new Capture(runs, merge);
        for (Outcome<TapRun, Optional<NotCapturing>> outcome : outcomes) {
            if (!outcome.ok() || outcome.value().isPresent()) {
                capture.close();
                if (!outcome.ok()) {
                    throw outcome.failure();
                }
                throw outcome.value().get();
            }
        }
        return capture;
    }

    private static Optional<NotCapturing> begin(TapRun run, Hosts hosts, String filter) throws Unreachable {
        try {
            run.begin(hosts, filter);
            return Optional.empty();
        } catch (NotCapturing e) {
            return Optional.of(e);
        }
    }

    /** Waits; true when the capture has ended by itself before the time was over: no tap is left, or the sink takes no more. */
    public boolean await(Duration longest) throws InterruptedException {
        try {
            over.get(longest.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            return true;
        }
    }

    /** Ends all taps and hands on what they have taken; the second call answers what the first did. */
    public synchronized List<TapReport> stop() {
        if (reports == null) {
            // in a thread of its own: whoever is interrupted, now or meanwhile, waits for the end all the same
            reports = CompletableFuture.supplyAsync(
                            () -> Parallel.map(runs, TapRun::stop).stream()
                                    .map(Outcome::value)
                                    .toList(),
                            task -> Thread.ofVirtual().start(task))
                    .join();
            merge.close();
        }
        return reports;
    }

    /** Why the sink took no more; empty when it took everything. */
    public Optional<IOException> failure() {
        return merge.ended().isDone() ? merge.ended().join() : Optional.empty();
    }

    @Override
    public void close() {
        stop();
    }
}
