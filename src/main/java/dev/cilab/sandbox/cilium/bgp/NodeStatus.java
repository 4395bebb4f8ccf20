package dev.cilab.sandbox.cilium.bgp;

import dev.cilab.sandbox.api.Json;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The status of a CiliumBGPNodeConfig. Zero counters and unset times are left out, as Go's encoder does. */
final class NodeStatus {

    private static final String ERROR = "cilium.io/BGPReconcileError";

    private NodeStatus() {}

    /**
     * @param problems by instance name
     * @param before   the status as it is, for the time of the condition's last change
     */
    static ObjectNode of(
            List<Instance> instances, List<PeerState> peers, Map<String, String> problems, JsonNode before) {
        ObjectNode status = Json.object();
        ArrayNode list = status.putArray("bgpInstances");
        for (Instance instance : instances) {
            ObjectNode entry = list.addObject().put("name", instance.name()).put("localASN", instance.localAsn());
            ArrayNode states = entry.putArray("peers");
            peers.stream()
                    .filter(peer -> peer.instance().name().equals(instance.name()))
                    .forEach(peer -> states.add(peer(peer)));
        }
        status.putArray("conditions").add(condition(problems, before));
        return status;
    }

    private static ObjectNode peer(PeerState state) {
        ObjectNode peer = Json.object()
                .put("name", state.peer().name())
                .put("peerAddress", state.peer().address())
                .put("peerASN", state.peer().asn())
                .put("peeringState", state.session());
        if (state.established()) {
            peer.put("establishedTime", state.since().toString());
            peer.putObject("timers")
                    .put("appliedHoldTimeSeconds", state.appliedHold())
                    .put("appliedKeepaliveSeconds", state.appliedKeepalive());
        }
        ArrayNode counts = peer.putArray("routeCount");
        for (PeerState.Counters family : state.families()) {
            ObjectNode count = counts.addObject().put("afi", family.afi()).put("safi", family.safi());
            if (family.received() > 0) {
                count.put("received", family.received());
            }
            if (family.advertised() > 0) {
                count.put("advertised", family.advertised());
            }
        }
        return peer;
    }

    private static ObjectNode condition(Map<String, String> problems, JsonNode before) {
        String value = problems.isEmpty() ? "False" : "True";
        String since = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        for (JsonNode old : before.path("conditions")) {
            if (old.path("type").asString("").equals(ERROR)
                    && old.path("status").asString("").equals(value)) {
                since = old.path("lastTransitionTime").asString(since);
            }
        }
        return Json.object()
                .put("type", ERROR)
                .put("status", value)
                .put("reason", "BGPReconcileError")
                .put("lastTransitionTime", since)
                .put(
                        "message",
                        problems.entrySet().stream()
                                .map(problem -> problem.getKey() + ": " + problem.getValue())
                                .collect(Collectors.joining("\n")));
    }
}
