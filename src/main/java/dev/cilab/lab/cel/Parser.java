package dev.cilab.lab.cel;

import dev.cilab.lab.cel.Expression.SyntaxError;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Recursive descent with the precedence of the Common Expression Language. */
final class Parser {

    private static final Set<String> MACROS = Set.of("all", "exists", "exists_one", "filter", "map");
    private static final Set<String> METHODS = Set.of("size", "startsWith", "endsWith", "contains", "matches");
    private static final List<Set<String>> LEVELS = List.of(
            Set.of("||"),
            Set.of("&&"),
            Set.of("==", "!=", "<", "<=", ">", ">=", "in"),
            Set.of("+", "-"),
            Set.of("*", "/", "%"));
    /** Deep enough for any check, shallow enough for any stack. */
    private static final int DEEPEST = 100;

    private final List<Token> tokens;
    private int at;
    private int depth;

    Parser(String text) throws SyntaxError {
        this.tokens = new Lexer(text).tokens();
    }

    Expr parse() throws SyntaxError {
        Expr expr = choice();
        if (peek().kind() != Token.Kind.END) {
            throw new SyntaxError(peek().column(), "unexpected " + peek().text());
        }
        return expr;
    }

    private Expr choice() throws SyntaxError {
        if (++depth > DEEPEST) {
            throw new SyntaxError(peek().column(), "nested deeper than " + DEEPEST + " levels");
        }
        Expr expr = binary(0);
        if (accept("?")) {
            Expr then = choice();
            expect(":");
            expr = new Expr.Choice(expr, then, choice());
        }
        depth--;
        return expr;
    }

    private Expr binary(int level) throws SyntaxError {
        if (level == LEVELS.size()) {
            return unary();
        }
        Expr left = binary(level + 1);
        while (peek().kind() != Token.Kind.LITERAL && LEVELS.get(level).contains(String.valueOf(peek().value()))) {
            String operator = (String) take().value();
            left = new Expr.Binary(operator, left, binary(level + 1));
        }
        return left;
    }

    private Expr unary() throws SyntaxError {
        boolean not = accept("!");
        if (!not && !accept("-")) {
            return member();
        }
        if (++depth > DEEPEST) {
            throw new SyntaxError(peek().column(), "nested deeper than " + DEEPEST + " levels");
        }
        Expr of = unary();
        depth--;
        return not ? new Expr.Not(of) : new Expr.Negate(of);
    }

    private Expr member() throws SyntaxError {
        Expr expr = primary();
        while (true) {
            if (accept(".")) {
                expr = field(expr);
            } else if (accept("[")) {
                expr = new Expr.Index(expr, choice());
                expect("]");
            } else {
                return expr;
            }
        }
    }

    private Expr field(Expr of) throws SyntaxError {
        Token name = name();
        if (!accept("(")) {
            return new Expr.Field(of, (String) name.value());
        }
        String method = (String) name.value();
        if (MACROS.contains(method)) {
            return macro(of, method);
        }
        if (!METHODS.contains(method)) {
            throw new SyntaxError(name.column(), "unknown function " + method + "()");
        }
        return call(of, name, arguments(")"));
    }

    private Expr macro(Expr over, String method) throws SyntaxError {
        String variable = (String) name().value();
        expect(",");
        Expr body = choice();
        expect(")");
        return new Expr.Macro(over, method, variable, body);
    }

    private static Expr call(Expr on, Token name, List<Expr> arguments) throws SyntaxError {
        int wanted = name.value().equals("size") ? 0 : 1;
        if (arguments.size() != wanted) {
            throw new SyntaxError(
                    name.column(), name.value() + "() takes " + (wanted == 0 ? "no argument" : "one argument"));
        }
        return new Expr.Call(on, (String) name.value(), arguments);
    }

    private Expr primary() throws SyntaxError {
        Token token = take();
        if (token.kind() == Token.Kind.LITERAL) {
            return new Expr.Literal(token.value());
        }
        if (token.kind() == Token.Kind.NAME && !token.is("in")) {
            return accept("(") ? global(token) : new Expr.Name((String) token.value());
        }
        if (token.is("(")) {
            Expr inner = choice();
            expect(")");
            return inner;
        }
        if (token.is("[")) {
            return new Expr.ListOf(arguments("]"));
        }
        if (token.is("{")) {
            return map();
        }
        throw new SyntaxError(token.column(), "expected a value, found " + token.text());
    }

    private Expr global(Token name) throws SyntaxError {
        List<Expr> arguments = arguments(")");
        boolean one = arguments.size() == 1;
        if (name.is("has") && one && arguments.getFirst() instanceof Expr.Field field) {
            return new Expr.Has(field);
        }
        if (name.is("size") && one) {
            return new Expr.Call(arguments.getFirst(), "size", List.of());
        }
        throw new SyntaxError(
                name.column(),
                name.is("has")
                        ? "has() takes one field, e.g. has(r.nextHop)"
                        : "unknown function " + name.value() + "()");
    }

    private List<Expr> arguments(String close) throws SyntaxError {
        List<Expr> arguments = new ArrayList<>();
        while (!accept(close)) {
            if (!arguments.isEmpty()) {
                expect(",");
            }
            arguments.add(choice());
        }
        return arguments;
    }

    private Expr map() throws SyntaxError {
        List<Expr> keys = new ArrayList<>();
        List<Expr> values = new ArrayList<>();
        while (!accept("}")) {
            if (!keys.isEmpty()) {
                expect(",");
            }
            keys.add(choice());
            expect(":");
            values.add(choice());
        }
        return new Expr.MapOf(keys, values);
    }

    private Token name() throws SyntaxError {
        Token token = take();
        if (token.kind() != Token.Kind.NAME) {
            throw new SyntaxError(token.column(), "expected a name, found " + token.text());
        }
        return token;
    }

    private Token peek() {
        return tokens.get(at);
    }

    private Token take() {
        Token token = tokens.get(at);
        at = Math.min(at + 1, tokens.size() - 1);
        return token;
    }

    private boolean accept(String symbol) {
        boolean found = peek().kind() != Token.Kind.LITERAL && peek().is(symbol);
        if (found) {
            take();
        }
        return found;
    }

    private void expect(String symbol) throws SyntaxError {
        if (!accept(symbol)) {
            throw new SyntaxError(peek().column(), "expected \"" + symbol + "\", found " + peek().text());
        }
    }
}
