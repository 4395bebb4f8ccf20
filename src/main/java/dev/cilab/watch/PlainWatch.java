package dev.cilab.watch;

import dev.cilab.data.Json;
import dev.cilab.data.Yaml;
import dev.cilab.env.Scope;
import dev.cilab.term.Io;
import dev.cilab.term.OutputFormat;
import dev.cilab.term.Table;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The same for pipes and scripts: everything once, and then, if wanted, each change as a line. */
public final class PlainWatch {

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Scope scope;
    private final Io io;
    private final OutputFormat format;
    private final BlockingQueue<Boolean> moved = new LinkedBlockingQueue<>();
    private final Board board = new Board(InstantSource.system(), () -> moved.add(true));
    private long told;

    public PlainWatch(Scope scope, Io io, OutputFormat format) {
        this.scope = scope;
        this.io = io;
        this.format = format;
    }

    /** @return false when a pane could not be seen */
    public boolean once() throws InterruptedException {
        try (Feeds feeds = new Feeds(scope, board)) {
            feeds.start();
            return picture();
        }
    }

    /** Until the thread is interrupted. */
    public void follow() throws InterruptedException {
        try (Feeds feeds = new Feeds(scope, board)) {
            feeds.start();
            picture();
            DateTimeFormatter clock =
                    DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneId.systemDefault());
            while (true) {
                moved.take();
                Picture picture = board.picture();
                for (Change change : picture.since(told)) {
                    io.out()
                            .println(
                                    format == OutputFormat.TABLE || format == OutputFormat.WIDE
                                            ? clock.format(change.at()) + "  " + change.pane() + "  " + change.text()
                                            : Json.line(change));
                }
                told = picture.count();
            }
        }
    }

    private boolean picture() throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!board.complete() && System.nanoTime() < deadline) {
            moved.poll(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        }
        Picture picture = board.picture();
        told = picture.count();
        switch (format) {
            case TABLE, WIDE -> tables(picture);
            case JSON -> io.out().println(Json.pretty(picture.named()));
            case JSONL -> io.out().println(Json.line(picture.named()));
            case YAML -> io.out().print(Yaml.of(picture.named()));
        }
        boolean seen = true;
        for (Content content : picture.named().values()) {
            seen &= content.problem().isEmpty();
        }
        return seen;
    }

    private void tables(Picture picture) {
        for (Pane pane : Pane.values()) {
            if (pane == Pane.CHANGES) {
                continue;
            }
            Content content = picture.of(pane);
            io.out()
                    .println(
                            "# " + pane.title() + (content.problem().isEmpty() ? "" : "  (" + content.problem() + ")"));
            io.out()
                    .println(Table.of(
                                    content.columns(),
                                    content.rows().stream().map(Row::cells).toList())
                            .render(false));
        }
    }
}
