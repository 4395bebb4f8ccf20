package dev.cilab.lab.cel;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An expression of a lab file: the part of the Common Expression Language that checks and hints need.
 *
 * <p>Literals, lists, maps, {@code . [] ()}, arithmetic, comparison, {@code in}, {@code && || ! ?:}, {@code has()}, {@code size()}, the
 * macros {@code all exists exists_one filter map}, and {@code startsWith endsWith contains matches} on strings. Values are those of
 * {@link java.util.Map}, {@link java.util.List}, {@link String}, {@link Long}, {@link Double}, {@link Boolean} and {@code null}.
 *
 * <p>Written here rather than taken from a library because loading the smallest maintained one costs a second of every cold start; a test
 * compares the two on the same expressions.
 */
public final class Expression {

    private final String text;
    private final Expr root;

    private Expression(String text, Expr root) {
        this.text = text;
        this.root = root;
    }

    /** @throws SyntaxError with the column of the mistake */
    public static Expression parse(String text) throws SyntaxError {
        return new Expression(text, new Parser(text).parse());
    }

    /** Names that the expression takes from outside, e.g. {@code peers}. */
    public Set<String> names() {
        return Names.free(root);
    }

    /** @throws NoValue when a name or field is absent, or an operator does not fit the values: the answer is then not known */
    public Evaluation evaluate(Map<String, ?> bindings) throws NoValue {
        Evaluator evaluator = new Evaluator();
        Object value = evaluator.evaluate(root, Bindings.of(bindings));
        return new Evaluation(value, evaluator.sawEmptyAll());
    }

    /** For a claim about all of something: the items that break it. Empty for any other expression. */
    public List<Object> exceptions(Map<String, ?> bindings) throws NoValue {
        if (!(root instanceof Expr.Macro macro) || !macro.name().equals("all")) {
            return List.of();
        }
        Expr broken = new Expr.Macro(macro.over(), "filter", macro.variable(), new Expr.Not(macro.body()));
        return new Evaluator().evaluate(broken, Bindings.of(bindings)) instanceof List<?> items
                ? new ArrayList<>(items)
                : List.of();
    }

    /** Names of fields that the expression reads, e.g. {@code prefix} in {@code r.prefix}. */
    public Set<String> fields() {
        return Names.fields(root);
    }

    /** For callers that find, after evaluating, that the value is of no use. */
    public static NoValue noValue(String message) {
        return new NoValue(message);
    }

    @Override
    public String toString() {
        return text;
    }

    /**
     * What came out.
     *
     * @param vacuous an {@code all} ran over an empty list: a true that proves nothing
     */
    public record Evaluation(Object value, boolean vacuous) {}

    /** The text is no expression. {@code column} counts from 1 within it. */
    public static final class SyntaxError extends Exception {

        private static final long serialVersionUID = 1L;

        private final int column;

        SyntaxError(int column, String message) {
            super(message);
            this.column = column;
        }

        public int column() {
            return column;
        }
    }

    /** The expression has no value for what was observed. */
    public static final class NoValue extends Exception {

        private static final long serialVersionUID = 1L;

        NoValue(String message) {
            super(message, null, false, false);
        }
    }
}
