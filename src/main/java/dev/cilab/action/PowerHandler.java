package dev.cilab.action;

import dev.cilab.action.Missing.NotDone;
import dev.cilab.action.Missing.Todo;
import dev.cilab.env.Scope;
import dev.cilab.exec.Unreachable;
import dev.cilab.lab.Action;
import java.util.List;

/** {@code power}: a machine off, as if its plug were pulled, or on again. */
final class PowerHandler extends Converging<Action.Power> {

    @Override
    Missing missing(Action.Power action, Scope scope) throws Unreachable, NotDone {
        if (scope.environment().powered(action.node()) == action.on()) {
            return new Missing(1, List.of(), false);
        }
        String what = "power " + (action.on() ? "on " : "off ") + action.node();
        return new Missing(
                1,
                List.of(new Todo(action.node().value(), what, List.of(), () -> scope.environment()
                        .power(action.node(), action.on()))),
                false);
    }
}
