package dev.cilab.sandbox.cluster.controller;

import tools.jackson.databind.JsonNode;

/** A number or a percentage of something, as {@code maxSurge} and {@code minAvailable} take. */
final class Quota {

    private static final int HUNDRED = 100;

    private Quota() {}

    /** @param roundUp what a fraction becomes; @param missing the value when the field is not there */
    static int of(JsonNode value, int total, boolean roundUp, String missing) {
        String text = value.isMissingNode() || value.isNull() ? missing : value.asString();
        if (!text.endsWith("%")) {
            return Integer.parseInt(text);
        }
        int parts = Integer.parseInt(text.substring(0, text.length() - 1)) * total;
        return roundUp ? Math.ceilDiv(parts, HUNDRED) : parts / HUNDRED;
    }
}
