package dev.cilab.sandbox.cluster.scheduler;

import java.math.BigDecimal;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** A resource quantity such as {@code 100m}, {@code 0.5}, {@code 128Mi}. */
final class Quantity {

    private static final Map<String, BigDecimal> UNITS = Map.ofEntries(
            Map.entry("m", new BigDecimal("0.001")),
            Map.entry("k", BigDecimal.TEN.pow(3)),
            Map.entry("M", BigDecimal.TEN.pow(6)),
            Map.entry("G", BigDecimal.TEN.pow(9)),
            Map.entry("T", BigDecimal.TEN.pow(12)),
            Map.entry("Ki", BigDecimal.valueOf(1L << 10)),
            Map.entry("Mi", BigDecimal.valueOf(1L << 20)),
            Map.entry("Gi", BigDecimal.valueOf(1L << 30)),
            Map.entry("Ti", BigDecimal.valueOf(1L << 40)));

    private Quantity() {}

    /** Zero for a missing one. */
    static BigDecimal of(JsonNode node) {
        String text = node.asString("0");
        int end = text.length();
        while (end > 0 && Character.isLetter(text.charAt(end - 1))) {
            end--;
        }
        return new BigDecimal(text.substring(0, end)).multiply(UNITS.getOrDefault(text.substring(end), BigDecimal.ONE));
    }
}
