package dev.cilab.lab.cel;

import dev.cilab.lab.cel.Expression.SyntaxError;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Cuts the text into tokens. */
final class Lexer {

    private static final Set<String> PAIRS = Set.of("&&", "||", "==", "!=", "<=", ">=");
    private static final String SINGLES = "<>!+-*/%?:.,()[]{}";

    private final String text;
    private int at;

    Lexer(String text) {
        this.text = text;
    }

    List<Token> tokens() throws SyntaxError {
        List<Token> tokens = new ArrayList<>();
        while (skipSpace()) {
            tokens.add(next());
        }
        tokens.add(new Token(Token.Kind.END, "", text.length() + 1));
        return tokens;
    }

    private boolean skipSpace() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at < text.length();
    }

    private Token next() throws SyntaxError {
        int column = at + 1;
        char c = text.charAt(at);
        if (c == '"' || c == '\'') {
            return new Token(Token.Kind.LITERAL, string(c), column);
        }
        if (Character.isDigit(c)) {
            return new Token(Token.Kind.LITERAL, number(column), column);
        }
        if (Character.isJavaIdentifierStart(c)) {
            return word(column);
        }
        if (at + 1 < text.length() && PAIRS.contains(text.substring(at, at + 2))) {
            at += 2;
            return new Token(Token.Kind.SYMBOL, text.substring(at - 2, at), column);
        }
        if (SINGLES.indexOf(c) >= 0) {
            at++;
            return new Token(Token.Kind.SYMBOL, String.valueOf(c), column);
        }
        throw new SyntaxError(column, "unexpected character '" + c + "'");
    }

    private String string(char quote) throws SyntaxError {
        int start = at++;
        StringBuilder value = new StringBuilder();
        while (at < text.length() && text.charAt(at) != quote) {
            char c = text.charAt(at++);
            value.append(c == '\\' && at < text.length() ? escaped(text.charAt(at++)) : String.valueOf(c));
        }
        if (at >= text.length()) {
            throw new SyntaxError(start + 1, "the string is not closed");
        }
        at++;
        return value.toString();
    }

    /** Only the escapes that texts need; any other is kept as it stands, so that patterns stay readable. */
    private static String escaped(char c) {
        return switch (c) {
            case 'n' -> "\n";
            case 't' -> "\t";
            case '\\', '"', '\'' -> String.valueOf(c);
            default -> "\\" + c;
        };
    }

    private Object number(int column) throws SyntaxError {
        int start = at;
        boolean real = false;
        while (at < text.length() && (Character.isDigit(text.charAt(at)) || startsFraction())) {
            real |= text.charAt(at++) == '.';
        }
        String digits = text.substring(start, at);
        try {
            return real ? (Object) Double.valueOf(digits) : (Object) Long.valueOf(digits);
        } catch (NumberFormatException e) {
            throw new SyntaxError(column, digits + " is no number");
        }
    }

    private boolean startsFraction() {
        return text.charAt(at) == '.' && at + 1 < text.length() && Character.isDigit(text.charAt(at + 1));
    }

    private Token word(int column) {
        int start = at;
        while (at < text.length() && Character.isJavaIdentifierPart(text.charAt(at))) {
            at++;
        }
        String word = text.substring(start, at);
        return switch (word) {
            case "true" -> new Token(Token.Kind.LITERAL, true, column);
            case "false" -> new Token(Token.Kind.LITERAL, false, column);
            case "null" -> new Token(Token.Kind.LITERAL, null, column);
            default -> new Token(Token.Kind.NAME, word, column);
        };
    }
}
