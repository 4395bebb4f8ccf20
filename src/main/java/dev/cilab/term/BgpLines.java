package dev.cilab.term;

import dev.cilab.capture.BgpLine;
import dev.cilab.data.Json;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** BGP messages as they come: one line each, this machine's time of day first; or records for programs. */
public final class BgpLines {

    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneId.systemDefault());
    private static final int NAMES = 18;

    private final Io io;
    private final OutputFormat format;
    private final Theme theme;
    private final List<BgpLine> kept = new ArrayList<>();

    public BgpLines(Io io, OutputFormat format) {
        this.io = io;
        this.format = format;
        this.theme = new Theme(io.dataScreen());
    }

    public void print(Instant time, BgpLine line) {
        switch (format) {
            case TABLE, WIDE ->
                io.out()
                        .println(theme.faint(CLOCK.format(time)) + "  "
                                + theme.name(Cells.pad(line.from() + " > " + line.to(), NAMES)) + "  " + line.text()
                                + (format == OutputFormat.WIDE ? "   (seen on " + line.on() + ")" : ""));
            case JSONL -> io.out().println(Json.line(line));
            case JSON, YAML -> kept.add(line);
        }
    }

    /** Formats that are one document come now. */
    public void end() {
        switch (format) {
            case TABLE, WIDE, JSONL -> {}
            case JSON, YAML -> new DataOutput(io.out(), format).print(Table.of(List.of(), List.of()), kept);
        }
    }
}
