package dev.cilab.sandbox.cilium.hubble;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/** The filters of {@code hubble observe}: those of one name are alternatives, different names must all hold. */
final class FlowFilter {

    private FlowFilter() {}

    /** @param values everything given for that option @throws IllegalArgumentException when Hubble has no such filter here */
    static Predicate<JsonNode> of(String option, List<String> values) {
        List<Predicate<JsonNode>> any = new ArrayList<>();
        values.forEach(value -> any.add(one(option, value)));
        return flow -> any.stream().anyMatch(each -> each.test(flow));
    }

    private static Predicate<JsonNode> one(String option, String value) {
        return switch (option) {
            case "--pod" -> flow -> pod(flow, "source", value) || pod(flow, "destination", value);
            case "--from-pod" -> flow -> pod(flow, "source", value);
            case "--to-pod" -> flow -> pod(flow, "destination", value);
            case "--namespace", "-n" ->
                flow -> text(flow, "/source/namespace").equals(value)
                        || text(flow, "/destination/namespace").equals(value);
            case "--ip" ->
                flow -> text(flow, "/IP/source").equals(value)
                        || text(flow, "/IP/destination").equals(value);
            case "--from-ip" -> flow -> text(flow, "/IP/source").equals(value);
            case "--to-ip" -> flow -> text(flow, "/IP/destination").equals(value);
            case "--verdict" -> flow -> text(flow, "/verdict").equalsIgnoreCase(value);
            case "--protocol" -> flow -> protocol(flow).startsWith(value.toLowerCase(Locale.ROOT));
            case "--port" -> flow -> port(flow, "source_port", value) || port(flow, "destination_port", value);
            case "--from-port" -> flow -> port(flow, "source_port", value);
            case "--to-port" -> flow -> port(flow, "destination_port", value);
            default -> throw new IllegalArgumentException("unknown flag: " + option);
        };
    }

    /** {@code [namespace/]name}, where the name may be the beginning of one; without a namespace, {@code default}. */
    private static boolean pod(JsonNode flow, String end, String wanted) {
        int slash = wanted.indexOf('/');
        String namespace = slash < 0 ? "default" : wanted.substring(0, slash);
        String name = wanted.substring(slash + 1);
        return text(flow, "/" + end + "/namespace").equals(namespace)
                && text(flow, "/" + end + "/pod_name").startsWith(name);
    }

    static String protocol(JsonNode flow) {
        return flow.path("l4").propertyNames().stream().findFirst().orElse("").toLowerCase(Locale.ROOT);
    }

    private static boolean port(JsonNode flow, String field, String value) {
        return flow.path("l4")
                .valueStream()
                .anyMatch(layer -> String.valueOf(layer.path(field).asInt(0)).equals(value));
    }

    static String text(JsonNode flow, String pointer) {
        return flow.at(pointer).asString("");
    }
}
