package dev.cilab.lab.cel;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Collects the names that an expression does not bind itself. */
final class FreeNames {

    private final Set<String> found = new TreeSet<>();

    static Set<String> of(Expr root) {
        FreeNames names = new FreeNames();
        names.visit(root, Set.of());
        return names.found;
    }

    private void visit(Expr expr, Set<String> bound) {
        switch (expr) {
            case Expr.Literal literal -> {}
            case Expr.Name name -> {
                if (!bound.contains(name.name())) {
                    found.add(name.name());
                }
            }
            case Expr.ListOf list -> visitAll(list.items(), bound);
            case Expr.MapOf map -> {
                visitAll(map.keys(), bound);
                visitAll(map.values(), bound);
            }
            case Expr.Field field -> visit(field.of(), bound);
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
