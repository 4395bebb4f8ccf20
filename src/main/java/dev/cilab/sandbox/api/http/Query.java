package dev.cilab.sandbox.api.http;

import dev.cilab.sandbox.api.ApiError;
import dev.cilab.sandbox.api.registry.Errors;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.List;
import java.util.Map;

/** The part of a request's URI after the question mark. */
record Query(Map<String, List<String>> parameters) {

    /** @throws ApiError 400 when percent signs are out of order */
    static Query parse(String text) {
        try {
            return new Query(new QueryStringDecoder(text, false).parameters());
        } catch (IllegalArgumentException malformed) {
            throw Errors.badRequest("malformed query: " + malformed.getMessage());
        }
    }

    /** The first value; empty when there is none. */
    String text(String name) {
        List<String> values = parameters.get(name);
        return values == null || values.isEmpty() ? "" : values.getFirst();
    }

    List<String> all(String name) {
        return parameters.getOrDefault(name, List.of());
    }

    /** As the API reads booleans: present and neither {@code false} nor {@code 0}. */
    boolean flag(String name) {
        return parameters.containsKey(name)
                && !List.of("false", "0", "f", "F", "FALSE", "False").contains(text(name));
    }

    /** @throws ApiError 400 when it is no whole number */
    long number(String name, long absent) {
        String text = text(name);
        if (text.isEmpty()) {
            return absent;
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException notANumber) {
            throw Errors.badRequest("strconv.ParseInt: parsing \"" + text + "\": invalid syntax");
        }
    }
}
