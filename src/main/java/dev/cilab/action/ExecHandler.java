package dev.cilab.action;

import dev.cilab.action.Missing.NotDone;
import dev.cilab.action.Missing.Todo;
import dev.cilab.env.Scope;
import dev.cilab.event.Events;
import dev.cilab.exec.Command;
import dev.cilab.exec.Unreachable;
import dev.cilab.lab.Action;
import dev.cilab.lab.NodeName;
import java.util.ArrayList;
import java.util.List;

/** {@code exec}: a shell command on nodes, all at the same time, except where its {@code unless} says that there is nothing to do. */
final class ExecHandler extends Converging<Action.Exec> {

    @Override
    Missing missing(Action.Exec action, Scope scope) throws Unreachable, NotDone {
        Nodes nodes = new Nodes(scope);
        List<Boolean> done = Nodes.all(
                action.nodes(),
                node -> !action.unless().isEmpty()
                        && nodes.run(node, Command.sh(action.unless())).ok());
        Command command = Command.sh(action.run());
        List<Todo> todos = new ArrayList<>();
        for (int i = 0; i < done.size(); i++) {
            NodeName node = action.nodes().get(i);
            if (!done.get(i)) {
                todos.add(new Todo(
                        node.value(),
                        "run on " + node + ": " + action.run().strip(),
                        List.of(nodes.paste(node, command)),
                        () -> nodes.must(node, command)));
            }
        }
        return new Missing(action.nodes().size(), todos, true);
    }

    /** A command that only reads changes nothing, so there is nothing to plan. */
    @Override
    public Change plan(Action.Exec action, Scope scope) {
        return action.reads() ? new Change.None() : super.plan(action, scope);
    }

    @Override
    public Change perform(Action.Exec action, Scope scope, Events events) {
        Change change = super.perform(action, scope, events);
        return action.reads() && change instanceof Change.Done ? new Change.None() : change;
    }
}
