package dev.cilab.lab.cel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cilab.lab.cel.Expression.NoValue;
import dev.cilab.lab.cel.Expression.SyntaxError;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.projectnessie.cel.checker.Decls;
import org.projectnessie.cel.tools.ScriptException;
import org.projectnessie.cel.tools.ScriptHost;

class ExpressionTest {

    private static final Map<String, Object> WORLD = Map.of(
            "peers",
            List.of(
                    Map.of("node", "k8s-ctr", "state", "established", "received", 1L, "labels", Map.of("a", "b")),
                    Map.of("node", "k8s-w0", "state", "active", "received", 0L, "labels", Map.of())),
            "none",
            List.of(),
            "podCidr",
            "172.20.0.0/16",
            "share",
            0.25,
            "names",
            List.of("k8s-ctr", "k8s-w0"));

    /** The same expressions in the library that implements the whole language. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "peers.size() == 2",
                "size(peers) > 1 && !(size(names) == 3)",
                "peers.all(p, p.state == 'established')",
                "peers.exists(p, p.state == \"active\" && p.node.startsWith('k8s-w'))",
                "peers.exists_one(p, p.received == 0)",
                "peers.filter(p, p.received > 0).map(p, p.node) == ['k8s-ctr']",
                "peers.map(p, p.node) == names",
                "none.all(x, x.a == 1)",
                "none.exists(x, x.a == 1)",
                "'k8s-w0' in names && !('router' in names)",
                "'a' in peers[0].labels && !('a' in peers[1].labels)",
                "peers[0].labels['a'] == 'b'",
                "has(peers[0].labels.a) && !has(peers[1].labels.a)",
                "podCidr.endsWith('/16') && podCidr.contains('.20.') && podCidr.matches('^172[.]')",
                "1 + 2 * 3 == 7 && (1 + 2) * 3 == 9 && 7 / 2 == 3 && -7 % 3 == -1",
                "share * 4.0 == 1.0 && share < 0.3",
                "'a' + 'b' == 'ab' && [1] + [2] == [1, 2]",
                "{'x': 1}.x == 1 && {'x': [1, 2]}['x'].size() == 2",
                "peers.size() == 2 ? true : peers[5].state == 'x'",
                "peers[5].state == 'x' || true",
                "false && peers[5].state == 'x'",
                "2 > 1 == true",
                "!true || true",
                "1 < 2 && 'a' < 'b' && 1.5 >= 1.5",
                "null == null",
                "peers.all(p, names.exists(n, n == p.node))",
            })
    void agrees_with_the_whole_language(String text) throws SyntaxError, NoValue, ScriptException {
        Object ours = Expression.parse(text).evaluate(WORLD).value();
        Object theirs = ScriptHost.newBuilder()
                .build()
                .buildScript(text)
                .withDeclarations(WORLD.keySet().stream()
                        .map(name -> Decls.newVar(name, Decls.Dyn))
                        .toList())
                .build()
                .execute(Boolean.class, WORLD);

        assertThat(ours).isEqualTo(theirs);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            peer.size() == 0       | there is no "peer"
            peers[0].stat == 'x'   | there is no field "stat"
            peers[7].state == 'x'  | there is no item 7 in a list of 2
            podCidr > 1            | ">" does not fit a text and a number
            peers.all(p, p.node)   | a condition is neither true nor false
            1 / 0 == 1             | division by zero
            podCidr.all(x, true)   | all() needs a list, not a text
            podCidr.matches('(')   | "(" is no pattern
            9223372036854775807 + 1 == 0 | the number is too large
            """)
    void says_why_there_is_no_value(String text, String why) throws SyntaxError {
        Expression expression = Expression.parse(text);

        assertThatThrownBy(() -> expression.evaluate(WORLD))
                .isInstanceOf(NoValue.class)
                .hasMessageContaining(why);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            peers.size( == 0   | 13 | expected a value, found "=="
            peers.sizes() == 0 | 7  | unknown function sizes()
            a &                | 3  | unexpected character '&'
            a == 'b            | 6  | the string is not closed
            a b                | 3  | unexpected "b"
            has(a)             | 1  | has() takes one field
            (a                 | 3  | expected ")", found the end
            1.2.3              | 1  | 1.2.3 is no number
            a.matches()        | 3  | matches() takes one argument
            """)
    void says_where_the_syntax_is_wrong(String text, int column, String why) {
        assertThatThrownBy(() -> Expression.parse(text))
                .isInstanceOfSatisfying(
                        SyntaxError.class, error -> assertThat(error.column()).isEqualTo(column))
                .hasMessageContaining(why);
    }

    @Test
    void knows_its_names_and_fields() throws SyntaxError {
        Expression expression = Expression.parse("routes.all(r, r.prefix == podCidr || r.protocol in allowed)");

        assertThat(expression.names()).containsExactly("allowed", "podCidr", "routes");
        assertThat(expression.fields()).containsExactly("prefix", "protocol");
    }

    @Test
    void tells_a_claim_about_nothing_from_a_proof() throws SyntaxError, NoValue {
        assertThat(Expression.parse("none.all(x, x.a == 1)").evaluate(WORLD).vacuous())
                .isTrue();
        assertThat(Expression.parse("none.size() == 0 || none.all(x, x.a == 1)")
                        .evaluate(WORLD)
                        .vacuous())
                .isFalse();
        assertThat(Expression.parse("peers.all(p, p.node != '')")
                        .evaluate(WORLD)
                        .vacuous())
                .isFalse();
    }

    @Test
    void names_what_breaks_a_claim_about_all() throws SyntaxError, NoValue {
        List<Object> exceptions =
                Expression.parse("peers.all(p, p.state == 'established')").exceptions(WORLD);

        assertThat(exceptions).containsExactly(((List<?>) WORLD.get("peers")).get(1));
    }

    @Test
    void refuses_what_is_nested_too_deeply() {
        assertThatThrownBy(() -> Expression.parse("(".repeat(5000) + "1" + ")".repeat(5000)))
                .hasMessageContaining("nested deeper");
        assertThatThrownBy(() -> Expression.parse("!".repeat(5000) + "true")).hasMessageContaining("nested deeper");
    }
}
