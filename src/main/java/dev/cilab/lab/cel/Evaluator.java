package dev.cilab.lab.cel;

import dev.cilab.lab.cel.Expression.NoValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Walks the syntax tree. One evaluator serves one evaluation. */
final class Evaluator {

    private boolean emptyAll;

    boolean sawEmptyAll() {
        return emptyAll;
    }

    Object evaluate(Expr expr, Bindings names) throws NoValue {
        return switch (expr) {
            case Expr.Literal literal -> literal.value();
            case Expr.Name name -> names.get(name.name());
            case Expr.ListOf list -> all(list.items(), names);
            case Expr.MapOf map -> map(map, names);
            case Expr.Field field -> field(evaluate(field.of(), names), field.name());
            case Expr.Index index -> index(evaluate(index.of(), names), evaluate(index.key(), names));
            case Expr.Has has ->
                evaluate(has.field().of(), names) instanceof Map<?, ?> map
                        && map.get(has.field().name()) != null;
            case Expr.Call call -> call(call, names);
            case Expr.Macro macro -> macro(macro, names);
            case Expr.Not not -> !truth(not.of(), names);
            case Expr.Negate negate -> Operators.negate(evaluate(negate.of(), names));
            case Expr.Binary binary -> binary(binary, names);
            case Expr.Choice choice ->
                evaluate(truth(choice.condition(), names) ? choice.then() : choice.otherwise(), names);
        };
    }

    private List<Object> all(List<Expr> items, Bindings names) throws NoValue {
        List<Object> values = new ArrayList<>(items.size());
        for (Expr item : items) {
            values.add(evaluate(item, names));
        }
        return values;
    }

    private Map<Object, Object> map(Expr.MapOf map, Bindings names) throws NoValue {
        Map<Object, Object> values = new LinkedHashMap<>();
        for (int i = 0; i < map.keys().size(); i++) {
            values.put(evaluate(map.keys().get(i), names), evaluate(map.values().get(i), names));
        }
        return values;
    }

    private static Object field(Object of, String name) throws NoValue {
        if (of instanceof Map<?, ?> map) {
            if (map.containsKey(name)) {
                return map.get(name);
            }
            throw new NoValue("there is no field \"" + name + "\"; fields: "
                    + String.join(
                            ", ", map.keySet().stream().map(String::valueOf).toList()));
        }
        throw new NoValue(Operators.kind(of) + " has no field \"" + name + "\"");
    }

    private static Object index(Object of, Object key) throws NoValue {
        if (of instanceof List<?> list && key instanceof Long position) {
            if (position >= 0 && position < list.size()) {
                return list.get(position.intValue());
            }
            throw new NoValue("there is no item " + position + " in a list of " + list.size());
        }
        return field(of, String.valueOf(key));
    }

    private Object call(Expr.Call call, Bindings names) throws NoValue {
        Object on = evaluate(call.on(), names);
        if (call.name().equals("size")) {
            return Operators.size(on);
        }
        Object argument = evaluate(call.arguments().getFirst(), names);
        if (!(on instanceof String text) || !(argument instanceof String other)) {
            throw new NoValue(
                    call.name() + "() needs strings, not " + Operators.kind(on) + " and " + Operators.kind(argument));
        }
        return switch (call.name()) {
            case "startsWith" -> text.startsWith(other);
            case "endsWith" -> text.endsWith(other);
            case "contains" -> text.contains(other);
            default -> matches(text, other);
        };
    }

    private static boolean matches(String text, String pattern) throws NoValue {
        try {
            return Pattern.compile(pattern).matcher(text).find();
        } catch (PatternSyntaxException e) {
            throw new NoValue("\"" + pattern + "\" is no pattern: " + e.getDescription());
        }
    }

    private Object binary(Expr.Binary binary, Bindings names) throws NoValue {
        return switch (binary.operator()) {
            case "&&" -> decide(binary, names, false);
            case "||" -> decide(binary, names, true);
            default ->
                Operators.apply(binary.operator(), evaluate(binary.left(), names), evaluate(binary.right(), names));
        };
    }

    /** One side that decides is enough, even when the other has no value: the language's own rule. */
    private boolean decide(Expr.Binary binary, Bindings names, boolean deciding) throws NoValue {
        NoValue missing = null;
        for (Expr side : List.of(binary.left(), binary.right())) {
            try {
                if (truth(side, names) == deciding) {
                    return deciding;
                }
            } catch (NoValue e) {
                missing = e;
            }
        }
        if (missing != null) {
            throw missing;
        }
        return !deciding;
    }

    private Object macro(Expr.Macro macro, Bindings names) throws NoValue {
        Collection<?> over = items(evaluate(macro.over(), names), macro.name());
        return switch (macro.name()) {
            case "all" -> {
                emptyAll |= over.isEmpty();
                yield quantify(macro, over, names, false);
            }
            case "exists" -> quantify(macro, over, names, true);
            case "exists_one" -> filter(macro, over, names).size() == 1;
            case "filter" -> filter(macro, over, names);
            default -> {
                List<Object> mapped = new ArrayList<>();
                for (Object item : over) {
                    mapped.add(evaluate(macro.body(), names.with(macro.variable(), item)));
                }
                yield mapped;
            }
        };
    }

    private static Collection<?> items(Object over, String macro) throws NoValue {
        return switch (over) {
            case List<?> list -> list;
            case Map<?, ?> map -> map.keySet();
            case null, default -> throw new NoValue(macro + "() needs a list, not " + Operators.kind(over));
        };
    }

    private boolean quantify(Expr.Macro macro, Collection<?> over, Bindings names, boolean deciding) throws NoValue {
        NoValue missing = null;
        for (Object item : over) {
            try {
                if (truth(macro.body(), names.with(macro.variable(), item)) == deciding) {
                    return deciding;
                }
            } catch (NoValue e) {
                missing = e;
            }
        }
        if (missing != null) {
            throw missing;
        }
        return !deciding;
    }

    private List<Object> filter(Expr.Macro macro, Collection<?> over, Bindings names) throws NoValue {
        List<Object> kept = new ArrayList<>();
        for (Object item : over) {
            if (truth(macro.body(), names.with(macro.variable(), item))) {
                kept.add(item);
            }
        }
        return kept;
    }

    private boolean truth(Expr expr, Bindings names) throws NoValue {
        if (evaluate(expr, names) instanceof Boolean truth) {
            return truth;
        }
        throw new NoValue("a condition is neither true nor false");
    }
}
