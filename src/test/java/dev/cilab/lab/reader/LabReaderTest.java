package dev.cilab.lab.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cilab.lab.Action;
import dev.cilab.lab.Check;
import dev.cilab.lab.Expectation;
import dev.cilab.lab.Lab;
import dev.cilab.lab.LabInvalid;
import dev.cilab.lab.NodeName;
import dev.cilab.lab.Overrides;
import dev.cilab.lab.Problem;
import dev.cilab.lab.Step;
import dev.cilab.lab.Subject;
import dev.cilab.lab.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class LabReaderTest {

    private static final String LAB = """
            cilab: 1
            lab: bgp
            title: Cilium BGP Control Plane with FRR
            vars:
              cilium: 1.18.0
              podCidr: 172.20.0.0/16
              peers: "${nodes.cluster}"
              replicas: 3
            waits: { bgp-up: 60s, quiet: 5s }
            steps:
            - id: frr
              title: Tell FRR about its neighbors
              requires: [frr-router]
              do:
              - frr:
                  node: router
                  block: router bgp 65000
                  lines:
                  - neighbor CILIUM peer-group
                  - neighbor ${addresses.cluster} peer-group CILIUM
              - route: { nodes: "${nodes.cluster}", add: "${podCidr}", via: router }
              - apply: manifests/pool.yaml
              - sysctl: { node: router, set: { net.ipv4.fib_multipath_hash_policy: 1 }, persist: true }
            - id: peering
              needs: [frr]
              title: Peer
              explain: |
                Three CRDs
                work together.
              do:
              - label: { nodes: "${peers}", set: { enable-bgp: "true" } }
              check:
              - name: agree
                bgp-peers: { on: [cilium, router], expect: "${peers}", state: established }
                eventually: bgp-up
                hints:
                - when: peers.size() == 0
                  say: No node is selected.
                  try: kubectl get nodes -L enable-bgp
              - name: nothing learned
                routes: { on: "${nodes.cluster}", inside: "${podCidr}" }
                that: routes.all(r, r.protocol == 'kernel')
                holds: quiet
                until: peering
              - name: same
                same: { of: [bgp-peers on cilium, { routes: { on: router, protocol: bgp } }], by: [on] }
            """;

    private static MemoryFiles files() {
        return MemoryFiles.lab(LAB).with("manifests/pool.yaml", "cidr: ${podCidr}\nshell: $${HOME}\n");
    }

    private static Lab read(MemoryFiles files, Map<String, String> set) throws LabInvalid {
        return LabReader.read(files, new Words(), new Overrides("sandbox", set));
    }

    @Test
    void reads_variables_with_their_types() throws LabInvalid {
        Lab lab = read(files(), Map.of());

        assertThat(lab.vars())
                .containsEntry("cilium", "1.18.0")
                .containsEntry("peers", List.of("k8s-ctr", "k8s-w0"))
                .containsEntry("replicas", 3L);
    }

    @Test
    void overrides_variables_and_waits() throws LabInvalid {
        MemoryFiles files =
                files().with("env/sandbox.yaml", "vars: { replicas: 5, cilium: 1.19.0 }\nwaits: { bgp-up: 2m }\n");

        Lab lab = read(files, Map.of("replicas", "7", "peers", "k8s-w0"));

        assertThat(lab.vars())
                .containsEntry("cilium", "1.19.0")
                .containsEntry("replicas", 7L)
                .containsEntry("peers", List.of("k8s-w0"));
        assertThat(lab.waits().get("bgp-up")).contains(Duration.ofMinutes(2));
    }

    @Test
    void reads_actions_with_references_replaced() throws LabInvalid {
        List<Action> actions = read(files(), Map.of()).step("frr").orElseThrow().actions();

        Action.FrrConfigure frr = (Action.FrrConfigure) actions.get(0);
        assertThat(frr.lines())
                .containsExactly(
                        "neighbor CILIUM peer-group",
                        "neighbor 192.168.10.100 peer-group CILIUM",
                        "neighbor 192.168.20.100 peer-group CILIUM");
        assertThat(((Action.Route) actions.get(1)).add())
                .containsEntry(new NodeName("k8s-ctr"), Map.of("172.20.0.0/16", "192.168.10.200"))
                .containsEntry(new NodeName("k8s-w0"), Map.of("172.20.0.0/16", "192.168.20.200"));
        assertThat(((Action.Apply) actions.get(2)).manifests().getFirst().yaml())
                .isEqualTo("cidr: 172.20.0.0/16\nshell: ${HOME}\n");
        assertThat(actions.get(3))
                .isEqualTo(new Action.Sysctl(new NodeName("router"), "net.ipv4.fib_multipath_hash_policy", "1", true));
    }

    @Test
    void reads_checks() throws LabInvalid {
        Step step = read(files(), Map.of()).step("peering").orElseThrow();

        assertThat(step.explain()).isEqualTo("Three CRDs\nwork together.");
        Check agree = step.checks().get(0);
        assertThat(agree.expectations())
                .containsExactly(
                        new Expectation.Keys(List.of("k8s-ctr", "k8s-w0")),
                        new Expectation.Fields(Map.of("state", "established")));
        assertThat(agree.waiting()).isEqualTo(new Waiting.Eventually(Duration.ofSeconds(60), "bgp-up"));
        assertThat(agree.hints().getFirst().command()).isEqualTo("kubectl get nodes -L enable-bgp");
        Check quiet = step.checks().get(1);
        assertThat(((Subject.Look) quiet.subject()).call().args()).containsEntry("inside", "172.20.0.0/16");
        assertThat(quiet.waiting()).isEqualTo(new Waiting.Holds(Duration.ofSeconds(5), "quiet"));
        assertThat(quiet.until()).contains("peering");
        Subject.Same same = (Subject.Same) step.checks().get(2).subject();
        assertThat(same.of().get(1).where()).containsEntry("protocol", "bgp");
    }

    @Test
    void tells_every_mistake_at_once() {
        MemoryFiles files = MemoryFiles.lab("""
                cilab: 1
                lab: bgp
                titel: wrong
                steps:
                - id: one
                  title: One
                  needs: [two, nought]
                  requires: [genve]
                  do:
                  - aply: x.yaml
                  - label: { nodes: [k8s-w9], set: { a: b } }
                  - apply: manifests/none.yaml
                  - route: { nodes: k8s-w0, add: 172.20.0.0/99, via: k8s-ctr }
                  check:
                  - name: a
                    bgp-peers: { on: [cilum], stat: established }
                    eventually: bgp-up
                  - name: b
                    routes: { on: router, inside: "${podCdr}" }
                    that: routs.size( == 0
                  - name: c
                    bgp-pers: {}
                - id: two
                  title: Two
                  check: [ { name: d, routes: { on: router }, that: "rotes.size() > 0", holds: soon } ]
                """);

        LabInvalid invalid = catchThrowableOfType(LabInvalid.class, () -> read(files, Map.of("nope", "1")));

        assertThat(told(invalid)).isEqualTo("""
                --set nope: the lab has no variable "nope"
                labs/bgp/lab.yaml:1:1: a lab needs "title"
                labs/bgp/lab.yaml:3:1: unknown key "titel" in a lab; did you mean "title"?
                labs/bgp/lab.yaml:7:11: step "two" comes later
                labs/bgp/lab.yaml:7:16: unknown step "nought"
                labs/bgp/lab.yaml:8:14: unknown capability "genve"; did you mean "geneve"?
                labs/bgp/lab.yaml:10:5: unknown verb "aply"; did you mean "apply"?
                labs/bgp/lab.yaml:11:21: unknown node "k8s-w9"; did you mean "k8s-w0"?
                labs/bgp/lab.yaml:12:12: there is no file labs/bgp/manifests/none.yaml
                labs/bgp/lab.yaml:13:34: "172.20.0.0/99" is no IPv4 prefix; e.g. 172.20.0.0/16
                labs/bgp/lab.yaml:13:54: k8s-ctr shares no segment with k8s-w0
                labs/bgp/lab.yaml:15:5: the check expects nothing, it would always pass; add expect:, a field such as state:, or that:
                labs/bgp/lab.yaml:16:22: unknown place "cilum" for bgp-peers; did you mean "cilium"?
                labs/bgp/lab.yaml:16:31: unknown key "stat" in "bgp-peers"; did you mean "state"?
                labs/bgp/lab.yaml:17:17: "bgp-up" is neither a duration nor one of the lab's waits; e.g. 30s
                labs/bgp/lab.yaml:19:36: unknown variable ${podCdr}
                labs/bgp/lab.yaml:20:23: the expression is wrong: expected a value, found "=="
                labs/bgp/lab.yaml:22:5: unknown key "bgp-pers" in a check; did you mean "bgp-peers"?
                labs/bgp/lab.yaml:25:54: unknown name "rotes" in the expression; did you mean "routes"?
                labs/bgp/lab.yaml:25:80: "soon" is neither a duration nor one of the lab's waits; e.g. 30s
                """);
    }

    @Test
    void shows_the_line_and_how_much_of_it_is_wrong() {
        LabInvalid invalid = catchThrowableOfType(
                LabInvalid.class, () -> read(MemoryFiles.lab("cilab: 1\nlab: x\n  titel: y\n"), Map.of()));

        Problem first = invalid.problems().getFirst();
        assertThat(first.at().line()).isEqualTo(3);
        assertThat(first.line()).isEqualTo("  titel: y");
    }

    @Test
    void refuses_what_makes_a_file_hard_to_follow() {
        assertThatThrownBy(() -> read(MemoryFiles.lab("a: &x 1\nb: *x\n"), Map.of()))
                .hasMessageContaining("anchors and aliases are not supported");
        assertThatThrownBy(() -> read(MemoryFiles.lab("cilab: 1\ncilab: 1\n"), Map.of()))
                .hasMessageContaining("stands here twice");
        assertThatThrownBy(() -> read(MemoryFiles.lab("cilab: 2\n"), Map.of())).hasMessageContaining("reads version 1");
        assertThatThrownBy(() -> read(MemoryFiles.lab(""), Map.of())).hasMessageContaining("the file is empty");
        assertThatThrownBy(() -> read(new MemoryFiles(), Map.of())).hasMessageContaining("there is no such file");
    }

    private static String told(LabInvalid invalid) {
        return invalid.problems().stream()
                .map(each -> each.at() + ": " + each.message() + (short_(each) ? "; " + each.suggestion() : "") + "\n")
                .collect(Collectors.joining());
    }

    /** Long lists of what is allowed are left out here. */
    private static boolean short_(Problem problem) {
        return !problem.suggestion().isEmpty() && !problem.suggestion().startsWith("allowed");
    }
}
