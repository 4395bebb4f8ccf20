package dev.cilab.action;

import dev.cilab.action.Missing.NotDone;
import dev.cilab.env.Scope;
import dev.cilab.exec.Command;
import dev.cilab.exec.Host;
import dev.cilab.exec.Parallel;
import dev.cilab.exec.Parallel.Outcome;
import dev.cilab.exec.Result;
import dev.cilab.exec.Unreachable;
import dev.cilab.lab.NodeName;
import java.util.ArrayList;
import java.util.List;

/** Commands on the machines of a topology. */
record Nodes(Scope scope) {

    Host host(NodeName node) throws Unreachable {
        return scope.environment().host(node);
    }

    String paste(NodeName node, Command command) throws Unreachable {
        return host(node).paste(command);
    }

    Result run(NodeName node, Command command) throws Unreachable {
        return host(node).run(command);
    }

    /** Runs a command that must succeed. */
    String must(NodeName node, Command command) throws Unreachable, NotDone {
        Result result = run(node, command);
        if (!result.ok()) {
            throw new NotDone(said(result), paste(node, command));
        }
        return result.stdout();
    }

    /** What a failed command said, in one line. */
    static String said(Result result) {
        String text = (result.stderr() + "\n" + result.stdout()).strip();
        return text.isEmpty()
                ? "exit code " + result.exit()
                : text.lines().findFirst().orElse("").strip();
    }

    /** Looks at many nodes at once; one that does not answer makes the whole look fail. */
    static <P, R> List<R> all(List<P> places, Parallel.Task<P, R> look) throws Unreachable {
        List<R> found = new ArrayList<>();
        for (Outcome<P, R> outcome : Parallel.map(places, look)) {
            if (!outcome.ok()) {
                throw outcome.failure();
            }
            found.add(outcome.value());
        }
        return found;
    }
}
