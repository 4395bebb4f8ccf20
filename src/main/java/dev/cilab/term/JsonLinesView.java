package dev.cilab.term;

import dev.cilab.data.Json;
import dev.cilab.data.Plain;
import dev.cilab.event.Event;
import dev.cilab.event.Events;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Every event as one JSON object a line, for programs that follow a run. */
public final class JsonLinesView implements Events {

    private final PrintStream out;

    public JsonLinesView(PrintStream out) {
        this.out = out;
    }

    @Override
    public synchronized void emit(Event event) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put(
                "event",
                event.getClass()
                        .getSimpleName()
                        .replaceAll("(?<=[a-z])(?=[A-Z])", "-")
                        .toLowerCase(Locale.ROOT));
        line.putAll(Plain.map((Record) event));
        out.println(Json.line(line));
    }
}
