package dev.cilab.measure;

import dev.cilab.exec.Command;
import dev.cilab.exec.Host;
import dev.cilab.exec.Line;
import dev.cilab.exec.Running;
import dev.cilab.exec.Unreachable;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** Makes traffic at a place and collects what comes of every request while it runs. */
public final class Generator implements AutoCloseable {

    private final String where;
    private final Consumer<Sample> watcher;
    private final SampleReader reader = new SampleReader();
    private final List<Sample> samples = new ArrayList<>();
    private final StringBuilder complaint = new StringBuilder();
    private final Duration longest;
    private final Running running;
    private long calmSince;

    private Generator(Host host, Command command, Consumer<Sample> watcher) throws Unreachable {
        this.where = host.name();
        this.watcher = watcher;
        this.longest = command.timeout();
        this.running = host.start(command, this::line);
    }

    /** @param watcher is told of every request as its line arrives, one at a time */
    public static Generator start(Host host, Load load, Consumer<Sample> watcher) throws Unreachable {
        return new Generator(host, command(load), watcher);
    }

    /** Sends the whole load and waits for its end. */
    public static Traffic run(Host host, Load load) throws Unreachable, NoTraffic {
        try (Generator generator = start(host, load, sample -> {})) {
            return generator.await();
        }
    }

    /** The far side's command, for {@link Host#paste}. */
    public static Command command(Load load) {
        return new TrafficScript(load, "@" + UUID.randomUUID().toString().substring(0, 8) + ":").command();
    }

    private void line(Line line) {
        Optional<Sample> sample = Optional.empty();
        synchronized (this) {
            if (line.error()) {
                complaint.append(complaint.length() < 500 ? line.text() + "\n" : "");
            } else {
                sample = reader.read(line.text(), now());
                sample.ifPresent(samples::add);
                if (samples.size() == 1
                        || sample.filter(each -> !each.answered()).isPresent()) {
                    calmSince = System.nanoTime();
                }
                notifyAll();
            }
        }
        sample.ifPresent(watcher);
    }

    /** This machine's clock, as samples have it. */
    public static long now() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }

    /** Waits until the load is sent. */
    public Traffic await() throws Unreachable, NoTraffic {
        Optional<Integer> exit = running.await(longest);
        if (exit.isEmpty()) {
            throw new Unreachable(where, "the traffic did not end within " + longest.toSeconds() + " s");
        }
        return traffic();
    }

    /**
     * Ends the traffic on the far side and returns what there was.
     *
     * @throws Unreachable when it had ended before, so that nobody knows what came after
     */
    public Traffic stop() throws Unreachable, NoTraffic {
        boolean alive = running.alive();
        running.stop();
        Traffic traffic = traffic();
        if (!alive) {
            throw new Unreachable(where, "the traffic ended before it was told to");
        }
        return traffic;
    }

    /**
     * Waits until requests are answered and nothing was lost for a while.
     *
     * @return false when requests were still lost after the longest time
     */
    public synchronized boolean awaitCalm(Duration calm, Duration longest) throws InterruptedException {
        long begin = System.nanoTime();
        long deadline = begin + longest.toNanos();
        calmSince = Math.max(calmSince, begin);
        while (running.alive()) {
            long now = System.nanoTime();
            boolean calmNow = !samples.isEmpty() && now - calmSince >= calm.toNanos();
            if (calmNow || now >= deadline) {
                return calmNow;
            }
            long left = samples.isEmpty() ? deadline - now : Math.min(deadline, calmSince + calm.toNanos()) - now;
            wait(left / 1_000_000 + 1);
        }
        return false;
    }

    /** What there is so far. */
    public synchronized Traffic soFar() {
        return new Traffic(samples);
    }

    private synchronized Traffic traffic() throws NoTraffic {
        if (!reader.trouble().isEmpty()) {
            throw NoTraffic.because(reader.trouble(), where);
        }
        if (samples.isEmpty() && complaint.length() > 0) {
            throw NoTraffic.because(complaint.toString().lines().findFirst().orElse(""), where);
        }
        return new Traffic(samples);
    }

    @Override
    public void close() {
        running.close();
    }
}
