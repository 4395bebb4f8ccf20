package dev.cilab.term;

import dev.cilab.data.Json;
import dev.cilab.probe.hubble.Flow;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Hubble's flows as they come, one line each; or records, or Hubble's own lines, for programs. */
public final class FlowLines {

    /** How flows are printed. */
    public enum Format {
        TABLE,
        JSON,
        JSONL,
        JSONPB
    }

    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneId.systemDefault());
    private static final int NODE = 8;

    private final Io io;
    private final Format format;
    private final boolean clusters;
    private final Theme theme;
    private final List<Flow> kept = new ArrayList<>();

    /** @param clusters name the clusters, because there are several */
    public FlowLines(Io io, Format format, boolean clusters) {
        this.io = io;
        this.format = format;
        this.clusters = clusters;
        this.theme = new Theme(io.dataScreen());
    }

    /** @param line as Hubble printed it */
    public void print(Instant time, Flow flow, String line) {
        switch (format) {
            case TABLE ->
                io.out()
                        .println(theme.faint(CLOCK.format(time)) + "  " + theme.name(Cells.pad(flow.on(), NODE)) + "  "
                                + text(flow));
            case JSON -> kept.add(flow);
            case JSONL -> io.out().println(Json.line(flow));
            case JSONPB -> io.out().println(line);
        }
    }

    /** The format that is one document comes now. */
    public void end() {
        if (format == Format.JSON) {
            io.out().println(Json.pretty(kept));
        }
    }

    private String text(Flow flow) {
        String verdict = flow.verdict().equals("FORWARDED") ? flow.verdict() : theme.error(flow.verdict());
        String from = end(flow.from(), flow.fromCluster(), flow.source(), flow.sourcePort());
        String to = end(flow.to(), flow.toCluster(), flow.destination(), flow.destinationPort());
        // as Hubble's own output: whoever began stands on the left
        return (flow.reply() ? to + " <- " + from : from + " -> " + to) + "  "
                + flow.point().toLowerCase(Locale.ROOT).replace('_', '-') + "  " + verdict
                + (flow.dropReason().isEmpty() ? "" : " " + flow.dropReason()) + "  " + flow.summary();
    }

    private String end(String name, String cluster, String address, int port) {
        String where = clusters && !cluster.isEmpty() ? cluster + "/" : "";
        String number = port > 0 ? ":" + port : "";
        return name.contains("/") ? where + name + number : address + number + " (" + name + ")";
    }
}
