package dev.cilab.lab.reader;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cilab.lab.Lab;
import dev.cilab.lab.LabInvalid;
import dev.cilab.lab.Overrides;
import dev.cilab.lab.Problem;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever stands in a lab file, reading it ends with a lab or with problems that have a place. */
class MalformedLabTest {

    private static final String LAB = """
            cilab: 1
            lab: bgp
            title: BGP
            vars: { podCidr: 172.20.0.0/16, peers: "${nodes.cluster}", replicas: 3, on: true }
            waits: { bgp-up: 60s }
            steps:
            - id: one
              title: One
              explain: |
                Text
              requires: [frr-router]
              do:
              - label: { nodes: "${peers}", set: { a: "b" }, unset: [c] }
              - route: { nodes: k8s-w0, add: "${podCidr}", via: router }
              - frr: { node: router, method: file, daemons: [bgpd], block: x, lines: ["a ${addresses.cluster}"] }
              - sysctl: { node: router, set: { a: 1 }, persist: true }
              - scale: { target: deployment/webpod, replicas: 3 }
              - patch: { target: svc/webpod, merge: { spec: { type: LoadBalancer } } }
              - annotate: { target: svc/webpod, set: { a: b } }
              - restart: { target: ds/cilium, namespace: kube-system, onlyUnready: true }
              - exec: { node: router, run: "true", unless: "false" }
              check:
              - name: a
                bgp-peers: { on: [cilium, router], expect: "${peers}", state: established }
                eventually: bgp-up
                hints: [ { when: "peers.size() == 0", say: x, try: y } ]
              - name: b
                routes: { on: "${peers}", inside: "${podCidr}" }
                that: routes.all(r, r.prefix == podCidr)
                holds: 5s
                until: one
              - name: c
                same: { of: [routes on router, { routes: { on: k8s-w0, protocol: bgp } }], by: [prefix] }
              undo:
              - label: { nodes: "${peers}", unset: [a] }
            commands:
              go: { title: Go, args: [podCidr], runs: [one] }
            """;

    private static final List<String> PIECES = List.of(
            "",
            " ",
            "\n",
            "- ",
            ": ",
            "{",
            "}",
            "[",
            "]",
            "\"",
            "'",
            "|",
            ">",
            "&a ",
            "*a ",
            "!!binary ",
            "---\n",
            "...\n",
            "\t",
            "#",
            "null",
            "~",
            "1e999",
            "0x1F",
            "99999999999999999999",
            ".inf",
            "${",
            "${nodes}",
            "$${x}",
            "${peers}",
            "? ",
            "%TAG",
            "@",
            "`",
            "\u0000",
            "\uFEFF",
            "\uD800",
            "é",
            "true",
            "[]",
            "{}",
            "<<: *a");

    @Test
    void the_lab_itself_is_fine() throws LabInvalid {
        assertThat(read(LAB).steps()).hasSize(1);
    }

    @Test
    void random_damage_is_told_with_its_place() {
        Random random = new Random(20250809);
        for (int i = 0; i < 1500; i++) {
            tolerate(damaged(random));
        }
    }

    @Test
    void every_value_of_the_wrong_kind_is_told_with_its_place() {
        List<String> lines = LAB.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            for (String wrong : List.of(
                    "null", "[]", "{}", "[[1]]", "{ a: { b: 1 } }", "1", "true", "\"${nodes}\"", "\"${nope}\"")) {
                int colon = lines.get(i).indexOf(": ");
                if (colon > 0) {
                    String line = lines.get(i).substring(0, colon + 2) + wrong;
                    tolerate(String.join("\n", lines.subList(0, i)) + "\n" + line + "\n"
                            + String.join("\n", lines.subList(i + 1, lines.size())));
                }
            }
        }
    }

    @Test
    void deep_nesting_is_refused_and_not_followed() {
        tolerate("a: " + "[".repeat(100_000));
        tolerate("a: " + "{ a: ".repeat(100_000));
        tolerate(LAB.replace("merge: { spec", "merge: { x: " + "[".repeat(400) + "]".repeat(400) + ", spec"));
        tolerate(LAB.replace("peers.size() == 0", "(".repeat(50_000)));
    }

    private static String damaged(Random random) {
        StringBuilder text = new StringBuilder(LAB);
        for (int edits = random.nextInt(3) + 1; edits > 0; edits--) {
            int at = random.nextInt(text.length());
            int end = Math.min(text.length(), at + random.nextInt(6));
            text.replace(at, end, PIECES.get(random.nextInt(PIECES.size())));
        }
        return text.toString();
    }

    private static void tolerate(String text) {
        try {
            read(text);
        } catch (LabInvalid invalid) {
            assertThat(invalid.problems()).isNotEmpty();
            for (Problem problem : invalid.problems()) {
                assertThat(problem.at().line())
                        .as(problem.message())
                        .isBetween(0, (int) text.lines().count() + 1);
                assertThat(problem.at().column()).isPositive();
                assertThat(problem.message()).isNotBlank().doesNotContain("\n");
            }
        } catch (RuntimeException | StackOverflowError e) {
            throw new AssertionError("for:\n" + text.substring(0, Math.min(3000, text.length())), e);
        }
    }

    private static Lab read(String text) throws LabInvalid {
        return LabReader.read(MemoryFiles.lab(text), new Words(), Overrides.none("sandbox"));
    }
}
