package dev.cilab.sandbox.api.http;

import dev.cilab.sandbox.api.ApiError;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What the client wants to read, by its Accept header.
 *
 * @param version of {@code meta.k8s.io}, where the form has one
 * @param yaml    written as YAML instead of JSON
 */
record Representation(Form form, String version, boolean yaml) {

    /** The shapes an object or list can take. */
    enum Form {
        PLAIN,
        TABLE,
        METADATA
    }

    static final Representation JSON = new Representation(Form.PLAIN, "", false);

    /** The first entry that can be served wins. @throws ApiError 406 */
    static Representation of(String accept) {
        if (accept.isBlank()) {
            return JSON;
        }
        for (String entry : accept.split(",")) {
            Map<String, String> parameters = parameters(entry);
            String media = parameters.get("");
            boolean yaml = media.equals("application/yaml") || media.equals("application/vnd.kubernetes.yaml");
            boolean json = media.equals("application/json") || media.equals("*/*") || media.equals("application/*");
            if (!json && !yaml) {
                continue;
            }
            Form form = form(parameters);
            if (form != null) {
                return new Representation(form, parameters.getOrDefault("v", "v1"), yaml);
            }
        }
        throw new ApiError(
                406,
                "NotAcceptable",
                "only the following media types are accepted: application/json, application/yaml");
    }

    /** Media type under the empty key, parameters under their names. */
    static Map<String, String> parameters(String entry) {
        Map<String, String> parameters = new HashMap<>();
        String[] parts = entry.split(";");
        parameters.put("", parts.length == 0 ? "" : parts[0].strip().toLowerCase(Locale.ROOT));
        for (int i = 1; i < parts.length; i++) {
            String[] pair = parts[i].strip().split("=", 2);
            parameters.put(pair[0], pair.length == 2 ? pair[1] : "");
        }
        return parameters;
    }

    private static Form form(Map<String, String> parameters) {
        return switch (parameters.getOrDefault("as", "")) {
            case "" -> Form.PLAIN;
            case "Table" -> Form.TABLE;
            case "PartialObjectMetadata", "PartialObjectMetadataList" -> Form.METADATA;
            default -> null;
        };
    }
}
