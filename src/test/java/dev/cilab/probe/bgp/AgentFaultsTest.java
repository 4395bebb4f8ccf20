package dev.cilab.probe.bgp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cilab.env.Scope;
import dev.cilab.probe.Answers;
import dev.cilab.probe.Missed;
import dev.cilab.probe.cilium.FakeAgents;
import dev.cilab.probe.cilium.ServicesProbe;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Some agents answer and some do not: those that do are shown, the others are named with the reason. */
class AgentFaultsTest {

    private static final String PEERS = Answers.text("cilium-1.18-peers.json");

    @Test
    void oneAgentIsDown() throws Exception {
        Peers seen = peers(new FakeAgents()
                .on("k8s-ctr", "1.18.0", PEERS)
                .down("k8s-w0", "1.18.0")
                .on("k8s-w1", "1.18.0", PEERS));

        assertThat(seen.peers()).extracting(Peer::node).containsExactly("k8s-ctr", "k8s-w1");
        assertThat(seen.unreachable())
                .extracting(Missed::why)
                .containsExactly("agent cilium-k8s-w0: the connection broke");
    }

    @Test
    void noAgentRunsOnOneNode() throws Exception {
        Peers seen = peers(new FakeAgents().on("k8s-ctr", "1.18.0", PEERS).on("k8s-w1", "1.18.0", PEERS));

        assertThat(seen.unreachable()).extracting(Missed::why).containsExactly("no Cilium agent runs there");
    }

    @Test
    void bgpIsOffOnOneNode() throws Exception {
        Peers seen = peers(new FakeAgents()
                .on("k8s-ctr", "1.18.0", PEERS)
                .on("k8s-w0", "1.18.0", "BGP Control Plane is disabled\n")
                .on("k8s-w1", "1.18.0", PEERS));

        assertThat(seen.disabled()).containsExactly("k8s-w0");
        assertThat(new PeersProbe().hopeless(seen)).contains("BGP Control Plane is disabled on k8s-w0");
        assertThat(seen.unreachable()).isEmpty();
    }

    @Test
    void bgpIsOffAndPoliciesAreAskedFor() throws Exception {
        RoutePolicies seen = new PoliciesProbe()
                .look(
                        Answers.call("bgp-policies", List.of(), Map.of()),
                        new FakeAgents()
                                .on("k8s-ctr", "1.18.0", Answers.text("cilium-1.18-route-policies.json"))
                                .on("k8s-w0", "1.18.0", "BGP Control Plane is disabled\n")
                                .on("k8s-w1", "1.19.1", Answers.text("cilium-1.19-route-policies.json"))
                                .scope());

        assertThat(seen.unreachable()).extracting(Missed::why).containsExactly("BGP Control Plane is disabled");
        assertThat(seen.policies()).extracting(RoutePolicy::node).containsOnly("k8s-ctr", "k8s-w1");
        assertThat(seen.policies().stream()
                        .filter(each -> each.node().equals("k8s-w1"))
                        .toList())
                .extracting(RoutePolicy::neighbors)
                .contains(List.of("192.168.10.200"));
    }

    @Test
    void anAnswerThatIsNoJsonIsQuoted() throws Exception {
        Peers seen = peers(new FakeAgents()
                .on("k8s-ctr", "1.18.0", PEERS)
                .on("k8s-w0", "1.18.0", "Error: Cannot get peers list: connection refused\n")
                .on("k8s-w1", "1.18.0", PEERS));

        assertThat(seen.unreachable())
                .extracting(Missed::why)
                .containsExactly("the answer is no JSON: Error: Cannot get peers list: connection refused");
    }

    @Test
    void anUpgradeThatIsUnderWayIsSaid() throws Exception {
        Scope mixed = new FakeAgents()
                .on("k8s-ctr", "1.17.6", Answers.text("cilium-1.17-services.json"))
                .on("k8s-w0", "1.18.0", Answers.text("cilium-1.18-services.json"))
                .on("k8s-w1", "1.22.0", Answers.text("cilium-1.19-services.json"))
                .scope();

        assertThat(new ServicesProbe()
                        .look(Answers.call("services", List.of(), Map.of()), mixed)
                        .warnings())
                .containsExactly(
                        "Cilium 1.22.0 is newer than 1.21, the newest known here: its answers are read as those of 1.21",
                        "the agents run different versions of Cilium: 1.17.6 on k8s-ctr; 1.18.0 on k8s-w0; 1.22.0 on k8s-w1");
    }

    private static Peers peers(FakeAgents agents) throws Exception {
        return new PeersProbe().look(Answers.call("bgp-peers", List.of("cilium"), Map.of()), agents.scope());
    }
}
