package dev.cilab.lab.cel;

import dev.cilab.lab.cel.Expression.NoValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What operators do with values. Whole numbers are long, others double; a text is never a number. */
final class Operators {

    private Operators() {}

    static Object apply(String operator, Object left, Object right) throws NoValue {
        return switch (operator) {
            case "==" -> same(left, right);
            case "!=" -> !same(left, right);
            case "in" -> contains(right, left);
            case "<" -> compare(operator, left, right) < 0;
            case "<=" -> compare(operator, left, right) <= 0;
            case ">" -> compare(operator, left, right) > 0;
            case ">=" -> compare(operator, left, right) >= 0;
            case "+" -> add(left, right);
            default -> calculate(operator, left, right);
        };
    }

    static Object negate(Object value) throws NoValue {
        return switch (value) {
            case Long number -> -number;
            case Double number -> -number;
            case null, default -> throw new NoValue(kind(value) + " cannot be negated");
        };
    }

    static long size(Object value) throws NoValue {
        return switch (value) {
            case List<?> list -> list.size();
            case Map<?, ?> map -> map.size();
            case String text -> text.codePointCount(0, text.length());
            case null, default -> throw new NoValue(kind(value) + " has no size");
        };
    }

    static String kind(Object value) {
        return switch (value) {
            case null -> "nothing";
            case String text -> "a text";
            case Boolean truth -> "a truth value";
            case Number number -> "a number";
            case List<?> list -> "a list";
            case Map<?, ?> map -> "a map";
            default -> "a " + value.getClass().getSimpleName();
        };
    }

    private static boolean same(Object left, Object right) {
        if (left instanceof Number a && right instanceof Number b) {
            return a instanceof Long && b instanceof Long
                    ? a.longValue() == b.longValue()
                    : a.doubleValue() == b.doubleValue();
        }
        return Objects.equals(left, right);
    }

    private static boolean contains(Object in, Object value) throws NoValue {
        return switch (in) {
            case List<?> list -> list.stream().anyMatch(each -> same(each, value));
            case Map<?, ?> map -> map.containsKey(value);
            case null, default -> throw new NoValue("\"in\" needs a list or map, not " + kind(in));
        };
    }

    private static int compare(String operator, Object left, Object right) throws NoValue {
        if (left instanceof Long a && right instanceof Long b) {
            return Long.compare(a, b);
        }
        if (left instanceof Number a && right instanceof Number b) {
            return Double.compare(a.doubleValue(), b.doubleValue());
        }
        if (left instanceof String a && right instanceof String b) {
            return a.compareTo(b);
        }
        throw unfit(operator, left, right);
    }

    private static Object add(Object left, Object right) throws NoValue {
        if (left instanceof String a && right instanceof String b) {
            return a + b;
        }
        if (left instanceof List<?> a && right instanceof List<?> b) {
            List<Object> both = new ArrayList<>(a);
            both.addAll(b);
            return both;
        }
        return calculate("+", left, right);
    }

    private static Object calculate(String operator, Object left, Object right) throws NoValue {
        if (left instanceof Long a && right instanceof Long b) {
            return whole(operator, a, b);
        }
        if (left instanceof Number a && right instanceof Number b && !operator.equals("%")) {
            return real(operator, a.doubleValue(), b.doubleValue());
        }
        throw unfit(operator, left, right);
    }

    private static long whole(String operator, long a, long b) throws NoValue {
        if (b == 0 && (operator.equals("/") || operator.equals("%"))) {
            throw new NoValue("division by zero");
        }
        try {
            return switch (operator) {
                case "+" -> Math.addExact(a, b);
                case "-" -> Math.subtractExact(a, b);
                case "*" -> Math.multiplyExact(a, b);
                case "/" -> a / b;
                default -> a % b;
            };
        } catch (ArithmeticException e) {
            throw new NoValue("the number is too large");
        }
    }

    private static double real(String operator, double a, double b) {
        return switch (operator) {
            case "+" -> a + b;
            case "-" -> a - b;
            case "*" -> a * b;
            default -> a / b;
        };
    }

    private static NoValue unfit(String operator, Object left, Object right) {
        return new NoValue("\"" + operator + "\" does not fit " + kind(left) + " and " + kind(right));
    }
}
