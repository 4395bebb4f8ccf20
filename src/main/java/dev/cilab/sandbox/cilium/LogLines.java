package dev.cilab.sandbox.cilium;

import dev.cilab.sandbox.cluster.Workload;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Log lines in the form that agent and operator print: {@code time=… level=info msg="…" subsys=… key=value}. */
public record LogLines(Workload.Log sink, String subsystem) {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    public LogLines of(String other) {
        return new LogLines(sink, other);
    }

    /** @param fields names and values in turn */
    public void info(String message, Object... fields) {
        line("info", message, fields);
    }

    public void warn(String message, Object... fields) {
        line("warning", message, fields);
    }

    public void error(String message, Object... fields) {
        line("error", message, fields);
    }

    private void line(String level, String message, Object... fields) {
        StringBuilder text = new StringBuilder("time=")
                .append(TIME.format(Instant.now()))
                .append(" level=")
                .append(level)
                .append(" msg=")
                .append(quoted(message))
                .append(" subsys=")
                .append(subsystem);
        for (int i = 0; i + 1 < fields.length; i += 2) {
            text.append(' ').append(fields[i]).append('=').append(value(String.valueOf(fields[i + 1])));
        }
        sink.line(text.toString());
    }

    private static String value(String text) {
        return text.isEmpty() || text.chars().anyMatch(c -> c <= ' ' || c == '"' || c == '=') ? quoted(text) : text;
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }
}
