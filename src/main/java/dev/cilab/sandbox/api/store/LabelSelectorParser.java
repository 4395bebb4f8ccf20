package dev.cilab.sandbox.api.store;

import dev.cilab.sandbox.api.ApiError;
import dev.cilab.sandbox.api.store.LabelSelector.Operator;
import dev.cilab.sandbox.api.store.LabelSelector.Requirement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Reads {@code a=b,c!=d,e in (x,y),f notin (z),g,!h,i>1,j<2}. */
final class LabelSelectorParser {

    private final String text;
    private int at;

    LabelSelectorParser(String text) {
        this.text = text;
    }

    List<Requirement> parse() {
        List<Requirement> requirements = new ArrayList<>();
        do {
            requirements.add(requirement());
        } while (accept(","));
        if (!rest().isEmpty()) {
            throw error("found '" + rest() + "', expected: ',' or 'end of string'");
        }
        return requirements;
    }

    private Requirement requirement() {
        if (accept("!")) {
            return new Requirement(label(), Operator.ABSENT, Set.of(), 0);
        }
        String label = label();
        if (accept("==") || accept("=")) {
            return new Requirement(label, Operator.IN, Set.of(value()), 0);
        }
        if (accept("!=")) {
            return new Requirement(label, Operator.NOT_IN, Set.of(value()), 0);
        }
        if (accept(">")) {
            return new Requirement(label, Operator.GREATER, Set.of(), number());
        }
        if (accept("<")) {
            return new Requirement(label, Operator.LESS, Set.of(), number());
        }
        if (acceptWord("in")) {
            return new Requirement(label, Operator.IN, values(), 0);
        }
        if (acceptWord("notin")) {
            return new Requirement(label, Operator.NOT_IN, values(), 0);
        }
        if (!rest().isEmpty() && !rest().startsWith(",")) {
            throw error("found '" + word() + "', expected: in, notin, =, ==, !=, gt, lt");
        }
        return new Requirement(label, Operator.EXISTS, Set.of(), 0);
    }

    private Set<String> values() {
        expect("(");
        Set<String> values = new TreeSet<>();
        do {
            values.add(value());
        } while (accept(","));
        expect(")");
        return values;
    }

    private String label() {
        String label = word();
        if (label.isEmpty()) {
            throw error("found '" + rest() + "', expected: !, identifier, or 'end of string'");
        }
        if (!Labels.isName(label)) {
            throw invalid("key", label, Labels.NAME_RULE);
        }
        return label;
    }

    private String value() {
        String value = word();
        if (!Labels.isValue(value)) {
            throw invalid("values[0][" + value + "]", value, Labels.VALUE_RULE);
        }
        return value;
    }

    private long number() {
        String value = word();
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException notANumber) {
            throw invalid("values[0]", value, "for 'Gt', 'Lt' operators, the value must be an integer");
        }
    }

    private String word() {
        skipSpace();
        int start = at;
        while (at < text.length() && ",()=!<> \t\n\r".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return text.substring(start, at);
    }

    private boolean acceptWord(String wanted) {
        int start = at;
        if (word().equals(wanted)) {
            return true;
        }
        at = start;
        return false;
    }

    private boolean accept(String token) {
        skipSpace();
        if (!text.startsWith(token, at)) {
            return false;
        }
        at += token.length();
        return true;
    }

    private void expect(String token) {
        if (!accept(token)) {
            throw error("found '" + rest() + "' expected: '" + token + "'");
        }
    }

    private String rest() {
        skipSpace();
        return text.substring(at);
    }

    private void skipSpace() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private static ApiError error(String what) {
        return new ApiError(400, "BadRequest", "unable to parse requirement: " + what);
    }

    private static ApiError invalid(String field, String value, String rule) {
        return error("<nil>: Invalid value: \"" + value + "\": " + field + ": " + rule);
    }
}
