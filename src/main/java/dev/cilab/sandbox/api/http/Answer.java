package dev.cilab.sandbox.api.http;

import dev.cilab.sandbox.api.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** What a call ends in. */
sealed interface Answer {

    String JSON = "application/json";

    /** @param warnings texts for the Warning header, which kubectl prints */
    record Document(int code, String contentType, byte[] body, List<String> warnings) implements Answer {}

    /** A stream of events until the client leaves or the time is over. */
    record Watching(WatchRequest request) implements Answer {}

    static Document json(int code, ObjectNode body) {
        return new Document(code, JSON, Json.bytes(body), List.of());
    }

    static Document text(int code, String body) {
        return new Document(code, "text/plain; charset=utf-8", body.getBytes(StandardCharsets.UTF_8), List.of());
    }
}
