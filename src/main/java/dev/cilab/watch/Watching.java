package dev.cilab.watch;

import dev.cilab.env.Scope;
import dev.cilab.term.Io;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.NonBlockingReader;

/**
 * The live screen. Whatever ends it (a key, Ctrl-C, a signal, a bug), the terminal is as it was before. One thread draws; keys, feeds and
 * the change of the terminal's size only wake it.
 */
public final class Watching {

    private static final Duration TICK = Duration.ofSeconds(1);

    /** What wakes the loop. */
    private sealed interface Wake {
        record Pressed(Key key) implements Wake {}

        record Moved() implements Wake {}

        record Resized() implements Wake {}

        record Gone() implements Wake {}
    }

    private final Scope scope;
    private final Io io;
    private final String title;
    private final InstantSource clock = InstantSource.system();
    private final BlockingQueue<Wake> wakes = new LinkedBlockingQueue<>();
    private final Display display = new Display();
    private final Frame frame;

    /** @param title e.g. {@code bgp on sandbox} */
    public Watching(Scope scope, Io io, String title) {
        this.scope = scope;
        this.io = io;
        this.title = title;
        this.frame = new Frame(io.dataScreen().colour(), ZoneId.systemDefault());
    }

    /**
     * Until the user leaves. The screen has a thread of its own, which Ctrl-C does not interrupt: it would hit the program that JLine runs to
     * set the terminal back.
     */
    public void run() throws IOException {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread.ofPlatform().name("screen").start(() -> {
            try {
                screen();
                done.complete(null);
            } catch (Throwable e) { // told by the thread that waits
                done.completeExceptionally(e);
            }
        });
        try {
            done.join(); // an interrupt comes as a wake too
        } catch (CompletionException e) {
            if (e.getCause() instanceof IOException terminal) {
                throw terminal;
            }
            throw e;
        } finally {
            Thread.interrupted(); // Ctrl-C has done its work
        }
    }

    private void screen() throws Exception {
        Board board = new Board(clock, () -> wakes.add(new Wake.Moved()));
        try (Terminal terminal = TerminalBuilder.builder()
                        .system(true)
                        .dumb(false)
                        .nativeSignals(false)
                        .build();
                AutoCloseable interrupts = io.interrupts().listen(() -> wakes.add(new Wake.Gone()))) {
            terminal.handle(Terminal.Signal.WINCH, signal -> wakes.add(new Wake.Resized()));
            Attributes before = terminal.enterRawMode();
            Thread restore =
                    new Thread(() -> restore(terminal, before)); // a signal ends the JVM without coming back here
            Runtime.getRuntime().addShutdownHook(restore);
            try (Feeds feeds = new Feeds(scope, board)) {
                feeds.start();
                Thread.ofPlatform().daemon().name("keys").start(() -> read(terminal.reader()));
                loop(terminal, board);
            } finally {
                restore(terminal, before);
                forget(restore);
            }
        }
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            // the JVM is ending already
        }
    }

    private static void restore(Terminal terminal, Attributes before) {
        terminal.writer().print(Display.LEAVE);
        terminal.writer().flush();
        terminal.setAttributes(before);
    }

    private void read(NonBlockingReader reader) {
        KeyDecoder decoder = new KeyDecoder(reader::read);
        try {
            for (var key = decoder.next(); key.isPresent(); key = decoder.next()) {
                wakes.add(new Wake.Pressed(key.get()));
            }
        } catch (IOException closed) {
            // the terminal is gone, or the screen was left
        }
        wakes.add(new Wake.Gone());
    }

    private void loop(Terminal terminal, Board board) throws InterruptedException {
        terminal.writer().print(Display.ENTER);
        View view = View.START;
        Size size = terminal.getSize(); // asked only when it changes: JLine runs a program for it
        while (!view.quit()) {
            Picture picture = board.picture();
            int height = size.getRows();
            int width = size.getColumns();
            view = view.within(frame.rows(picture, view), Math.max(1, height / 3));
            List<String> lines = frame.lines(picture, view, width, height, title, clock.instant());
            terminal.writer().print(display.draw(lines, width));
            terminal.writer().flush();
            Wake wake = wakes.poll(TICK.toMillis(), TimeUnit.MILLISECONDS);
            while (wake != null && !view.quit()) {
                switch (wake) {
                    case Wake.Gone gone -> {
                        return;
                    }
                    case Wake.Pressed pressed -> view = view.key(pressed.key());
                    case Wake.Resized resized -> size = terminal.getSize();
                    case Wake.Moved moved -> {}
                }
                wake = wakes.poll();
            }
        }
    }
}
