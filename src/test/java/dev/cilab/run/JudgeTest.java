package dev.cilab.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cilab.check.Difference;
import dev.cilab.check.Judge;
import dev.cilab.check.Verdict;
import dev.cilab.lab.Check;
import dev.cilab.lab.Lab;
import dev.cilab.lab.LabInvalid;
import dev.cilab.lab.Overrides;
import dev.cilab.lab.reader.LabReader;
import dev.cilab.lab.reader.MemoryFiles;
import dev.cilab.probe.Observation;
import dev.cilab.run.FakeWorld.Missed;
import dev.cilab.run.FakeWorld.Peer;
import dev.cilab.run.FakeWorld.Peers;
import dev.cilab.run.FakeWorld.Route;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

class JudgeTest {

    private final FakeTime time = new FakeTime();
    private final FakeWorld world = new FakeWorld(time);
    private final List<String> lastSeen = new ArrayList<>();

    @Test
    void passes_at_the_first_look_when_all_is_well() {
        world.see("bgp-peers", () -> FakeWorld.peers(node -> "established"));

        assertThat(judge(
                        "bgp-peers: { on: [cilium, router], expect: [k8s-ctr, k8s-w0], state: established }",
                        "eventually: 60s"))
                .isEqualTo(new Verdict.Pass("4 peers", false));
        assertThat(lastSeen).isEmpty();
    }

    @Test
    void waits_until_it_comes_true_and_tells_what_it_saw_meanwhile() {
        Iterator<String> states = List.of("idle", "active", "established").iterator();
        world.see("bgp-peers", () -> {
            String state = states.next();
            return FakeWorld.peers(node -> state);
        });

        Verdict verdict = judge("bgp-peers: { on: router, state: established }", "eventually: 60s");

        assertThat(verdict).isInstanceOf(Verdict.Pass.class);
        assertThat(lastSeen)
                .containsExactly(
                        "router k8s-ctr: state expected established, is idle",
                        "router k8s-ctr: state expected established, is active");
    }

    @Test
    void names_every_difference_when_time_is_over() {
        world.see(
                "bgp-peers",
                () -> new Observation.Seen<>(new Peers(
                        List.of("cilium", "router"),
                        List.of(new Peer("cilium", "k8s-ctr", "established"), new Peer("cilium", "k8s-w9", "idle")),
                        List.of())));

        Verdict verdict = judge(
                "bgp-peers: { on: [cilium, router], expect: [k8s-ctr, k8s-w0], state: established }", "eventually: 2s");

        assertThat(verdict).isInstanceOfSatisfying(Verdict.Fail.class, fail -> {
            assertThat(fail.summary()).startsWith("after 2 s: cilium: expected k8s-w0, is only k8s-ctr, k8s-w9");
            assertThat(fail.differences())
                    .containsExactly(
                            new Difference("cilium:", "k8s-w0", "only k8s-ctr, k8s-w9"),
                            new Difference("cilium:", "no other than k8s-ctr, k8s-w0", "also k8s-w9"),
                            new Difference("router:", "k8s-ctr, k8s-w0", "nothing at all"),
                            new Difference("cilium k8s-w9: state", "established", "idle"));
        });
    }

    @Test
    void does_not_wait_for_what_waiting_will_not_mend() {
        world.see(
                "bgp-peers",
                () -> new Observation.Hopeless<>(
                        new Peers(List.of("router"), List.of(), List.of()), "wrong AS number"));

        Verdict verdict = judge("bgp-peers: { on: router, expect: [k8s-w0] }", "eventually: 60s");

        assertThat(verdict).isInstanceOfSatisfying(Verdict.Fail.class, fail -> assertThat(fail.summary())
                .isEqualTo("wrong AS number: router: expected k8s-w0, is nothing at all"));
        assertThat(time.now()).isBefore(FakeTime.START.plusSeconds(1));
    }

    @Test
    void an_empty_expectation_fails() {
        world.see("bgp-peers", () -> FakeWorld.peers(node -> "established"));

        assertThat(judge("bgp-peers: { on: router, expect: [] }", "")).isInstanceOf(Verdict.Fail.class);
    }

    @Test
    void nothing_seen_satisfies_no_field_and_proves_no_claim_about_all() {
        world.see("routes", () -> FakeWorld.routes());

        assertThat(judge("routes: { on: router, protocol: bgp }", "")).isInstanceOf(Verdict.Fail.class);
        assertThat(judge("routes: { on: router }\n    that: routes.all(r, r.protocol == 'bgp')", ""))
                .isInstanceOf(Verdict.Fail.class);
        assertThat(judge("routes: { on: router }\n    that: routes.size() == 0", ""))
                .isInstanceOf(Verdict.Pass.class);
    }

    @Test
    void what_breaks_a_claim_about_all_is_named() {
        world.see(
                "routes",
                () -> FakeWorld.routes(
                        new Route("k8s-ctr", "172.20.0.0/24", "", "kernel"),
                        new Route("k8s-w0", "172.20.0.0/24", "192.168.20.200", "bgp")));

        Verdict verdict =
                judge("routes: { on: [k8s-ctr, k8s-w0] }\n    that: routes.all(r, r.protocol == 'kernel')", "");

        assertThat(verdict).isInstanceOfSatisfying(Verdict.Fail.class, fail -> assertThat(fail.summary())
                .isEqualTo("k8s-w0 protocol bgp: expected routes.all(r, r.protocol == 'kernel'), is not so"));
    }

    @Test
    void a_missing_field_is_unknown() {
        world.see("routes", () -> FakeWorld.routes(new Route("router", "172.20.0.0/24", "", "kernel")));

        assertThat(judge("routes: { on: router }\n    that: routes.all(r, r.metric == 20)", ""))
                .isInstanceOfSatisfying(Verdict.Unknown.class, unknown -> assertThat(unknown.why())
                        .startsWith("there is no field \"metric\""));
    }

    @Test
    void a_place_that_does_not_answer_makes_it_unknown_unless_another_is_wrong() {
        Missed missed = new Missed("router", "router", "connection refused");
        world.see(
                "bgp-peers",
                () -> new Observation.Seen<>(new Peers(
                        List.of("cilium", "router"),
                        List.of(new Peer("cilium", "k8s-w0", "established")),
                        List.of(missed))));

        assertThat(judge("bgp-peers: { on: [cilium, router], expect: [k8s-w0], state: established }", ""))
                .isEqualTo(new Verdict.Unknown("router: connection refused", List.of()));
        assertThat(judge("bgp-peers: { on: [cilium, router], expect: [k8s-w0], state: idle }", ""))
                .isInstanceOf(Verdict.Fail.class);
    }

    @Test
    void what_must_hold_fails_as_soon_as_it_does_not() {
        Iterator<String> protocols = List.of("kernel", "kernel", "bgp").iterator();
        world.see("routes", () -> FakeWorld.routes(new Route("k8s-w0", "172.20.0.0/24", "", protocols.next())));

        Verdict verdict = judge("routes: { on: k8s-w0, protocol: kernel }", "holds: 5s");

        assertThat(verdict).isInstanceOfSatisfying(Verdict.Fail.class, fail -> assertThat(fail.summary())
                .isEqualTo("after 0.3 s of 5 s: k8s-w0 172.20.0.0/24: protocol expected kernel, is bgp"));
    }

    @Test
    void sides_are_the_same_when_their_rows_are() {
        world.see("bgp-peers", () -> FakeWorld.peers(node -> "established"));
        String same = "same: { of: [bgp-peers on router, bgp-peers on cilium], by: [node] }";

        assertThat(judge(same, "")).isEqualTo(new Verdict.Pass("2 on 2 sides", false));
    }

    @Test
    void the_side_that_misses_something_is_named() {
        Iterator<Observation<?>> looks = List.<Observation<?>>of(
                        FakeWorld.routes(
                                new Route("router", "172.20.1.0/24", "a", "bgp"),
                                new Route("router", "172.20.2.0/24", "b", "bgp")),
                        FakeWorld.routes(
                                new Route("k8s-w0", "172.20.1.0/24", "a", "bgp"),
                                new Route("k8s-w0", "10.0.0.0/8", "c", "kernel")))
                .iterator();
        world.see("routes", looks::next);
        String same =
                "same: { of: [routes on router, { routes: { on: k8s-w0, protocol: bgp } }], by: [prefix, nextHop] }";

        assertThat(judge(same, "")).isInstanceOfSatisfying(Verdict.Fail.class, fail -> assertThat(fail.summary())
                .isEqualTo("routes on k8s-w0: expected 172.20.2.0/24 b, is missing there"));
    }

    @Test
    void equal_emptiness_is_no_agreement() {
        world.see("routes", () -> FakeWorld.routes());

        assertThat(judge("same: { of: [routes on router, routes on k8s-w0], by: [prefix] }", ""))
                .isInstanceOf(Verdict.Fail.class);
    }

    @Test
    void the_hint_that_fits_comes_first() {
        world.see("routes", () -> FakeWorld.routes(new Route("router", "172.20.1.0/24", "a", "static")));

        Verdict verdict = judge("""
                routes: { on: router, protocol: bgp }
                    hints:
                    - say: general
                    - { when: routes.size() == 0, say: nothing }
                    - { when: "routes[0].metric == 1", say: no such field }
                    - { when: "routes.exists(r, r.protocol == 'static')", say: static, try: ip route }
                """.stripTrailing(), "");

        assertThat(verdict).isInstanceOfSatisfying(Verdict.Fail.class, fail -> assertThat(fail.hints())
                .extracting(each -> each.say())
                .containsExactly("static", "general"));
    }

    private Verdict judge(String subject, String waiting) {
        String text = """
                cilab: 1
                lab: bgp
                title: BGP
                steps:
                - id: one
                  title: One
                  check:
                  - name: check
                    %s
                    %s
                """.formatted(subject, waiting);
        try {
            Lab lab = LabReader.read(MemoryFiles.lab(text), world, Overrides.none("sandbox"));
            Check check = lab.steps().getFirst().checks().getFirst();
            return new Judge(world, FakeEnvironment.scope(lab), time)
                    .judge(check, false, Duration.ofMinutes(1), lastSeen::add);
        } catch (LabInvalid | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
