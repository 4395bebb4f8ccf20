package dev.cilab.sandbox.cluster.machinery;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Generated names. Suffixes use the API's alphabet without vowels and look-alikes; a hash is FNV-1a of the content written with that
 * alphabet, as {@code webpod-697b545f57} shows.
 */
public final class Names {

    private static final String ALPHABET = "bcdfghjklmnpqrstvwxz2456789";
    private static final int SUFFIX = 5;
    private static final int FNV_OFFSET = 0x811c9dc5;
    private static final int FNV_PRIME = 0x01000193;

    private Names() {}

    /** Five random letters, as {@code generateName} adds. */
    public static String suffix() {
        return ThreadLocalRandom.current()
                .ints(SUFFIX, 0, ALPHABET.length())
                .mapToObj(index -> String.valueOf(ALPHABET.charAt(index)))
                .collect(Collectors.joining());
    }

    /** The same for equal content whatever the order of its fields. @param collisions how many owners of that hash to step past */
    public static String hash(JsonNode content, int collisions) {
        StringBuilder text = new StringBuilder();
        canonical(content, text);
        if (collisions > 0) {
            text.append(collisions);
        }
        int hash = FNV_OFFSET;
        for (byte octet : text.toString().getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (octet & 0xff)) * FNV_PRIME;
        }
        return Integer.toUnsignedString(hash)
                .chars()
                .mapToObj(digit -> String.valueOf(ALPHABET.charAt(digit % ALPHABET.length())))
                .collect(Collectors.joining());
    }

    private static void canonical(JsonNode node, StringBuilder text) {
        if (node instanceof ObjectNode object) {
            text.append('{');
            object.propertyNames().stream().sorted().forEach(name -> {
                text.append(name).append(':');
                canonical(object.get(name), text);
                text.append(',');
            });
            text.append('}');
        } else if (node.isArray()) {
            text.append('[');
            node.forEach(item -> {
                canonical(item, text);
                text.append(',');
            });
            text.append(']');
        } else {
            text.append(node);
        }
    }
}
