package dev.cilab.cli;

import dev.cilab.capture.Capture;
import dev.cilab.capture.CaptureFile;
import dev.cilab.capture.NotCapturing;
import dev.cilab.capture.PacketSink;
import dev.cilab.capture.Tap;
import dev.cilab.capture.TapReport;
import dev.cilab.capture.pcap.Packet;
import dev.cilab.exec.Unreachable;
import dev.cilab.lab.NodeName;
import dev.cilab.run.ExitCode;
import dev.cilab.term.ErrorView;
import dev.cilab.term.Io;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/** One capture of the command line, from its start to what is said about it at the end. */
final class CaptureRun implements PacketSink {

    private static final Duration FOREVER = Duration.ofDays(365);

    private final Io io;
    private final Optional<Path> path;
    private final PacketSink shown;
    private final long most;
    private final AtomicLong count = new AtomicLong();
    private final CountDownLatch enough = new CountDownLatch(1);
    private CaptureFile file;

    /**
     * @param path  where packets are written to
     * @param shown where they are told
     * @param most  how many packets are wanted
     */
    CaptureRun(Io io, Optional<Path> path, PacketSink shown, long most) {
        this.io = io;
        this.path = path.map(io.workingFolder()::resolve);
        this.shown = shown;
        this.most = most;
    }

    /** What is done while the capture runs. */
    @FunctionalInterface
    interface Meanwhile {

        /** @return when there is no more to wait for: the wish to end, before the time is over */
        boolean done() throws Unreachable, InterruptedException;
    }

    ExitCode run(OpenLab open, List<Tap> taps, String filter, Optional<Duration> longest, Meanwhile meanwhile)
            throws UsageError, Unreachable, NotCapturing {
        openFile();
        Thread here = Thread.currentThread();
        try (AutoCloseable listening = io.interrupts().listen(here::interrupt)) {
            boolean interrupted = false;
            try (Capture capture =
                    Capture.start(place -> open.environment().host(new NodeName(place)), taps, filter, this)) {
                io.err()
                        .println("capturing on "
                                + String.join(
                                        ", ", taps.stream().map(Tap::toString).toList())
                                + (longest.isEmpty() ? "; Ctrl-C ends it" : ""));
                try {
                    await(capture, longest.orElse(FOREVER), meanwhile);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
                List<TapReport> reports = capture.stop();
                Thread.interrupted(); // said already
                return told(reports, capture.failure(), interrupted && longest.isPresent());
            }
        } catch (Unreachable | NotCapturing e) {
            throw e;
        } catch (Exception e) {
            throw e instanceof RuntimeException bug ? bug : new IllegalStateException(e);
        } finally {
            closeFile();
        }
    }

    private void await(Capture capture, Duration longest, Meanwhile meanwhile)
            throws InterruptedException, Unreachable {
        long deadline = System.nanoTime() + longest.toNanos();
        boolean over = meanwhile.done();
        while (!over && enough.getCount() > 0 && System.nanoTime() < deadline) {
            long left = Math.min(
                    deadline - System.nanoTime(), Duration.ofMillis(100).toNanos());
            over = capture.await(Duration.ofNanos(Math.max(left, 0))) || meanwhile.done();
        }
    }

    @Override
    public void packet(Tap tap, Packet packet) throws IOException {
        if (count.incrementAndGet() > most) {
            return;
        }
        if (file != null) {
            file.write(tap, packet);
        }
        shown.packet(tap, packet);
        if (count.get() == most) {
            enough.countDown();
        }
    }

    @Override
    public void lost(Tap tap, String why) {
        io.err().println("lost " + tap + ": " + why + "; the others go on");
    }

    private void openFile() throws UsageError {
        if (path.isPresent()) {
            try {
                file = CaptureFile.create(path.get());
            } catch (IOException e) {
                throw new UsageError("cannot write " + path.get() + ": " + reason(e), "");
            }
        }
    }

    private void closeFile() {
        if (file != null) {
            try {
                file.close();
            } catch (IOException e) {
                io.err().println("cannot finish " + file.path() + ": " + reason(e));
            }
        }
    }

    private ExitCode told(List<TapReport> reports, Optional<IOException> failure, boolean cutShort) throws IOException {
        for (TapReport report : reports) {
            io.err()
                    .println(report.tap() + ": " + report.packets() + " packets"
                            + (report.dropped() > 0 ? ", " + report.dropped() + " more dropped by its kernel" : "")
                            + (report.problem().isEmpty() ? "" : "; " + report.problem()));
        }
        if (file != null) {
            io.err()
                    .println("written to " + file.path() + ", " + file.size() + " bytes; look: wireshark "
                            + path.orElseThrow().getFileName());
        }
        if (failure.isPresent()) {
            new ErrorView(io)
                    .print(
                            "the capture ended early: " + reason(failure.get()),
                            file == null ? "" : "what came before is kept in " + file.path(),
                            file == null
                                    ? ""
                                    : "df -h " + file.path().toAbsolutePath().getParent());
            return ExitCode.NOT_OBSERVED;
        }
        if (reports.stream().anyMatch(report -> !report.problem().isEmpty())) {
            return ExitCode.NOT_OBSERVED;
        }
        return cutShort ? ExitCode.INTERRUPTED : ExitCode.OK;
    }

    private static String reason(IOException e) {
        return switch (e) {
            case NoSuchFileException none -> "no such folder";
            case FileSystemException refused when refused.getReason() != null -> refused.getReason();
            default -> e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        };
    }
}
