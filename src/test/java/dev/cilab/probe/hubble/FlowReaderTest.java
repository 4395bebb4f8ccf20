package dev.cilab.probe.hubble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cilab.Golden;
import dev.cilab.data.Json;
import dev.cilab.exec.Unreachable;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FlowReaderTest {

    private static final String FLOW = """
            {"flow":{"time":"2025-08-09T05:40:01.123456789Z","uuid":"x","verdict":"DROPPED","drop_reason_desc":"POLICY_DENIED",
            "IP":{"source":"10.0.1.219","destination":"10.1.0.190","ipVersion":"IPv4"},
            "l4":{"TCP":{"source_port":40460,"destination_port":80,"flags":{"SYN":true}}},
            "source":{"ID":1234,"identity":70001,"cluster_name":"west","namespace":"default","labels":["k8s:app=curl"],
            "pod_name":"curl-pod"},
            "destination":{"identity":2,"labels":["cidr:10.1.0.0/16","reserved:world"]},
            "Type":"L3_L4","node_name":"west/west-worker","event_type":{"type":4,"sub_type":3},
            "traffic_direction":"EGRESS","trace_observation_point":"TO_STACK","is_reply":false,
            "Summary":"TCP Flags: SYN"},"node_name":"west/west-worker","time":"2025-08-09T05:40:01.123456789Z"}""".replace("\n", "");

    @Test
    void aFlowAsHubbleWritesIt() throws Unreachable {
        Golden.check(
                "hubble/flow.json",
                Json.pretty(List.of(FlowReader.read("west-worker", FLOW).orElseThrow())));
    }

    @Test
    void zerosThatProtojsonLeavesOut() throws Unreachable {
        Flow flow = FlowReader.read("n", "{\"flow\":{\"verdict\":\"FORWARDED\",\"l4\":{\"ICMPv4\":{}}}}")
                .orElseThrow();

        assertThat(flow.protocol()).isEqualTo("icmpv4");
        assertThat(flow.reply()).isFalse();
        assertThat(flow.flags()).isEmpty();
        assertThat(FlowReader.time(flow)).isEqualTo("1970-01-01T00:00:00Z");
    }

    @Test
    void whatIsNoFlowIsPassedOver() throws Unreachable {
        assertThat(FlowReader.read("n", "{\"lost_events\":{\"num_events_lost\":\"5\"}}"))
                .isEmpty();
        assertThat(FlowReader.read("n", "{\"node_status\":{}}")).isEmpty();
        assertThat(FlowReader.read("n", " ")).isEmpty();
    }

    @Test
    void whatIsNoJsonIsSaid() {
        assertThatThrownBy(() -> FlowReader.read("n", "failed to connect"))
                .isInstanceOf(Unreachable.class)
                .hasMessageContaining("failed to connect");
    }

    @Test
    void theQueryInHubblesOwnOptions() {
        assertThat(new FlowQuery(5, Map.of("pod", "default/curl-pod", "is", "DROPPED")).argv(true))
                .containsExactly(
                        "hubble",
                        "observe",
                        "-o",
                        "jsonpb",
                        "--last",
                        "5",
                        "--verdict",
                        "DROPPED",
                        "--pod",
                        "default/curl-pod",
                        "--follow");
    }
}
