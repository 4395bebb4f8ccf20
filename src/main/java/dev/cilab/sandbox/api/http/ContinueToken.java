package dev.cilab.sandbox.api.http;

import dev.cilab.sandbox.api.ApiError;
import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.api.registry.Errors;
import dev.cilab.sandbox.api.store.Key;
import java.util.Base64;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Where the next page of a list begins. @param after the last key of the page before */
record ContinueToken(long revision, Key after) {

    /** @throws ApiError 400 when it is none of ours */
    static ContinueToken parse(String text) {
        try {
            JsonNode token = Json.read(Base64.getUrlDecoder().decode(text));
            if (token.path("rv").isNumber() && token.path("name").isString()) {
                return new ContinueToken(
                        token.path("rv").asLong(), new Key(Json.text(token, "ns"), Json.text(token, "name")));
            }
        } catch (IllegalArgumentException | JacksonException malformed) {
            // told below, like a token of another shape
        }
        throw Errors.badRequest("continue key is not valid: it was not made by this server");
    }

    String text() {
        ObjectNode token = Json.object();
        token.put("rv", revision).put("ns", after.namespace()).put("name", after.name());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Json.bytes(token));
    }
}
