package dev.cilab.action;

import dev.cilab.action.Missing.NotDone;
import dev.cilab.action.Missing.Todo;
import dev.cilab.env.Scope;
import dev.cilab.exec.Unreachable;
import dev.cilab.lab.Action;
import java.util.List;

/** {@code uncordon}: pods may be scheduled to a node again. */
final class UncordonHandler extends Converging<Action.Uncordon> {

    @Override
    Missing missing(Action.Uncordon action, Scope scope) throws Unreachable, NotDone {
        Target target = Target.of(action, scope);
        Cordon cordon = Cordon.of(target, action.node());
        List<Todo> todos = cordon.closed() ? List.of(cordon.change(false)) : List.of();
        return new Missing(1, todos, false);
    }
}
