package dev.cilab.sandbox.cilium.hubble;

import dev.cilab.sandbox.api.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** The arguments of {@code hubble observe}, and flows in its output formats. */
final class Observe {

    private static final DateTimeFormatter COMPACT =
            DateTimeFormatter.ofPattern("MMM d HH:mm:ss.SSS", Locale.ENGLISH).withZone(ZoneOffset.UTC);
    private static final Pattern AGO = Pattern.compile("(\\d{1,9})(ms|s|m|h)");

    private final Map<String, List<String>> filters = new LinkedHashMap<>();
    private int last = -1;
    private Instant since = Instant.MIN;
    private boolean follow;
    private String output = "compact";

    /** @throws IllegalArgumentException as Hubble words it */
    Observe(List<String> words) {
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            int equals = word.indexOf('=');
            String option = equals < 0 ? word : word.substring(0, equals);
            switch (option) {
                case "-f", "--follow" -> follow = true;
                case "--print-node-name", "--all" -> {}
                default -> {
                    if (!option.startsWith("-")) {
                        throw new IllegalArgumentException("unknown argument: " + option);
                    }
                    String value = equals < 0 ? next(words, ++i, option) : word.substring(equals + 1);
                    value(option, value);
                }
            }
        }
        matching(); // an unknown filter is said at once
    }

    private static String next(List<String> words, int at, String option) {
        if (at >= words.size()) {
            throw new IllegalArgumentException("flag needs an argument: " + option);
        }
        return words.get(at);
    }

    private void value(String option, String value) {
        switch (option) {
            case "--last" -> last = Integer.parseInt(value);
            case "--since" -> since = since(value);
            case "-o", "--output" -> output = value;
            default ->
                filters.computeIfAbsent(option, none -> new ArrayList<>()).addAll(List.of(value.split(",")));
        }
    }

    private static Instant since(String value) {
        Matcher ago = AGO.matcher(value);
        if (!ago.matches()) {
            return Instant.parse(value);
        }
        long amount = Long.parseLong(ago.group(1));
        return Instant.now()
                .minus(
                        switch (ago.group(2)) {
                            case "ms" -> Duration.ofMillis(amount);
                            case "s" -> Duration.ofSeconds(amount);
                            case "m" -> Duration.ofMinutes(amount);
                            default -> Duration.ofHours(amount);
                        });
    }

    boolean follow() {
        return follow;
    }

    Predicate<Flow> matching() {
        List<Predicate<JsonNode>> all = new ArrayList<>();
        filters.forEach((option, values) -> all.add(FlowFilter.of(option, values)));
        return flow -> !flow.time().isBefore(since) && all.stream().allMatch(each -> each.test(flow.flow()));
    }

    /** The flows asked for of those there are; without a number or time, the last twenty, and none when following. */
    List<Flow> of(List<Flow> flows) {
        List<Flow> matching = flows.stream().filter(matching()).toList();
        int most = last >= 0 ? last : since.equals(Instant.MIN) ? follow ? 0 : 20 : Integer.MAX_VALUE;
        return matching.subList(Math.max(0, matching.size() - most), matching.size());
    }

    String line(Flow flow) {
        return switch (output) {
            case "json", "jsonpb" -> new String(Json.bytes(flow.json()), StandardCharsets.UTF_8);
            default -> compact(flow);
        };
    }

    private static String compact(Flow flow) {
        JsonNode json = flow.flow();
        String from = end(json, "source", "source_port");
        String to = end(json, "destination", "destination_port");
        boolean reply = json.path("is_reply").asBoolean(false); // whoever began stands on the left
        return COMPACT.format(flow.time()) + ": " + (reply ? to + " <- " + from : from + " -> " + to) + " "
                + FlowFilter.text(json, "/trace_observation_point")
                        .toLowerCase(Locale.ROOT)
                        .replace('_', '-') + " "
                + FlowFilter.text(json, "/verdict") + " (" + FlowFilter.text(json, "/Summary") + ")";
    }

    private static String end(JsonNode flow, String end, String port) {
        JsonNode who = flow.path(end);
        String name = who.has("pod_name")
                ? FlowFilter.text(who, "/namespace") + "/" + FlowFilter.text(who, "/pod_name")
                : FlowFilter.text(flow, "/IP/" + end);
        int number = flow.path("l4")
                .valueStream()
                .findFirst()
                .map(layer -> layer.path(port).asInt(0))
                .orElse(0);
        return name + (number > 0 ? ":" + number : "") + (who.has("pod_name") ? "" : " (" + reserved(who) + ")");
    }

    private static String reserved(JsonNode who) {
        return FlowFilter.text(who, "/labels/0").replace("reserved:", "");
    }
}
