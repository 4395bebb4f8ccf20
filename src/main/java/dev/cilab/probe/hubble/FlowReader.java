package dev.cilab.probe.hubble;

import dev.cilab.exec.Unreachable;
import dev.cilab.probe.Json;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Reads lines of {@code hubble observe -o jsonpb} (Cilium's api/v1/flow/flow.proto in protojson: zeros and falses are left out). Lines that are
 * no flows (lost events, node status) are passed over.
 */
public final class FlowReader {

    /** By time, which may come with any number of decimals. */
    public static final Comparator<Flow> BY_TIME = Comparator.comparing(FlowReader::time);

    private FlowReader() {}

    /** @throws Unreachable when the line is no JSON */
    public static Optional<Flow> read(String node, String line) throws Unreachable {
        if (line.isBlank()) {
            return Optional.empty();
        }
        JsonNode flow = Json.read(node, line).path("flow");
        if (flow.isMissingNode()) {
            return Optional.empty();
        }
        JsonNode layers = flow.path("l4");
        String protocol = layers.propertyNames().stream().findFirst().orElse("");
        JsonNode layer = layers.path(protocol);
        return Optional.of(new Flow(
                node,
                text(flow, "/time"),
                text(flow, "/verdict"),
                known(text(flow, "/traffic_direction"), "TRAFFIC_DIRECTION_UNKNOWN"),
                known(text(flow, "/trace_observation_point"), "UNKNOWN_POINT"),
                protocol.toLowerCase(Locale.ROOT),
                end(flow, "source"),
                text(flow, "/source/cluster_name"),
                text(flow, "/IP/source"),
                layer.path("source_port").asInt(0),
                end(flow, "destination"),
                text(flow, "/destination/cluster_name"),
                text(flow, "/IP/destination"),
                layer.path("destination_port").asInt(0),
                layer.path("flags").properties().stream()
                        .filter(flag -> flag.getValue().asBoolean(false))
                        .map(flag -> flag.getKey())
                        .toList(),
                flow.path("is_reply").asBoolean(false),
                known(text(flow, "/drop_reason_desc"), "DROP_REASON_UNKNOWN"),
                text(flow, "/Summary")));
    }

    /** The beginning of time where it cannot be read. */
    public static Instant time(Flow flow) {
        try {
            return Instant.parse(flow.time());
        } catch (DateTimeParseException e) {
            return Instant.EPOCH;
        }
    }

    private static String end(JsonNode flow, String end) {
        JsonNode who = flow.path(end);
        if (who.has("pod_name")) {
            return text(who, "/namespace") + "/" + text(who, "/pod_name");
        }
        List<String> reserved = who.path("labels")
                .valueStream()
                .map(label -> label.asString(""))
                .filter(label -> label.startsWith("reserved:"))
                .map(label -> label.substring("reserved:".length()))
                .toList();
        return reserved.isEmpty() ? text(flow, "/IP/" + end) : reserved.getFirst();
    }

    private static String known(String value, String unknown) {
        return value.equals(unknown) ? "" : value;
    }

    private static String text(JsonNode node, String pointer) {
        return node.at(pointer).asString("");
    }
}
