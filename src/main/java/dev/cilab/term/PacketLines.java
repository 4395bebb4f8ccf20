package dev.cilab.term;

import dev.cilab.capture.CapturedPacket;
import dev.cilab.capture.Tap;
import dev.cilab.data.Json;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Packets as they come: one line each, this machine's time of day and the name of the node first; or records for programs. */
public final class PacketLines {

    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSSSSS", Locale.ROOT).withZone(ZoneId.systemDefault());

    private final Io io;
    private final OutputFormat format;
    private final Theme theme;
    private final int width;
    private final List<CapturedPacket> kept = new ArrayList<>();

    /** @param taps all that may come up, so that the lines stand below each other */
    public PacketLines(Io io, OutputFormat format, List<Tap> taps) {
        this.io = io;
        this.format = format;
        this.theme = new Theme(io.dataScreen());
        this.width =
                taps.stream().mapToInt(tap -> Cells.width(tap.toString())).max().orElse(0);
    }

    public void print(Instant time, CapturedPacket packet) {
        switch (format) {
            case TABLE, WIDE ->
                io.out()
                        .println(theme.faint(CLOCK.format(time)) + "  "
                                + theme.name(Cells.pad(packet.on() + " " + packet.device(), width)) + "  "
                                + packet.info());
            case JSONL -> io.out().println(Json.line(packet));
            case JSON, YAML -> kept.add(packet);
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
