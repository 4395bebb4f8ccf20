package dev.cilab.lab.cel;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Collects the names in an expression: those that it does not bind itself, and the fields that it reads. */
final class Names {

    private final Set<String> free = new TreeSet<>();
    private final Set<String> fields = new LinkedHashSet<>();

    static Set<String> free(Expr root) {
        return of(root).free;
    }

    static Set<String> fields(Expr root) {
        return of(root).fields;
    }

    private static Names of(Expr root) {
        Names names = new Names();
        names.visit(root, Set.of());
        return names;
    }

    private void visit(Expr expr, Set<String> bound) {
        switch (expr) {
            case Expr.Literal literal -> {}
            case Expr.Name name -> {
                if (!bound.contains(name.name())) {
                    free.add(name.name());
                }
            }
            case Expr.ListOf list -> visitAll(list.items(), bound);
            case Expr.MapOf map -> {
                visitAll(map.keys(), bound);
                visitAll(map.values(), bound);
            }
            case Expr.Field field -> {
                fields.add(field.name());
                visit(field.of(), bound);
            }
            case Expr.Index index -> visitAll(List.of(index.of(), index.key()), bound);
            case Expr.Has has -> visit(has.field(), bound);
            case Expr.Call call -> {
                visit(call.on(), bound);
                visitAll(call.arguments(), bound);
            }
            case Expr.Macro macro -> {
                visit(macro.over(), bound);
                Set<String> inner = new HashSet<>(bound);
                inner.add(macro.variable());
                visit(macro.body(), inner);
            }
            case Expr.Not not -> visit(not.of(), bound);
            case Expr.Negate negate -> visit(negate.of(), bound);
            case Expr.Binary binary -> visitAll(List.of(binary.left(), binary.right()), bound);
            case Expr.Choice choice -> visitAll(List.of(choice.condition(), choice.then(), choice.otherwise()), bound);
        }
    }

    private void visitAll(List<Expr> exprs, Set<String> bound) {
        exprs.forEach(each -> visit(each, bound));
    }
}
