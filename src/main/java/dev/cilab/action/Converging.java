package dev.cilab.action;

import dev.cilab.action.Missing.NotDone;
import dev.cilab.action.Missing.Todo;
import dev.cilab.env.Scope;
import dev.cilab.event.Events;
import dev.cilab.exec.Parallel;
import dev.cilab.exec.Unreachable;
import dev.cilab.kube.Guard;
import dev.cilab.kube.KubeError;
import dev.cilab.lab.Action;
import java.util.Optional;

/** A handler that works out what is missing and does just that; looking and doing cannot disagree, because both start from the same list. */
abstract class Converging<A extends Action> implements Handler<A> {

    /** Looks without touching. */
    abstract Missing missing(A action, Scope scope) throws Unreachable, Guard.Refused, NotDone;

    @Override
    public Change plan(A action, Scope scope) {
        try {
            Missing missing = missing(action, scope);
            return missing.nothing()
                    ? new Change.None()
                    : new Change.Planned(
                            missing.summary(),
                            missing.commands(),
                            missing.todos().size() < missing.wanted());
        } catch (KubeError e) {
            return unserved(e) ? new Change.Unpredictable(e.getMessage()) : failed(e);
        } catch (Unreachable | Guard.Refused | NotDone e) {
            return failed(e);
        }
    }

    @Override
    public Change perform(A action, Scope scope, Events events) {
        try {
            Missing missing = missing(action, scope);
            if (missing.nothing()) {
                return new Change.None();
            }
            Optional<Change> failure = missing.parallel() ? together(missing) : inOrder(missing);
            return failure.orElseGet(() -> new Change.Done(missing.summary(), missing.commands(), missing.before()));
        } catch (KubeError | Unreachable | Guard.Refused | NotDone e) {
            return failed(e);
        }
    }

    private static Optional<Change> inOrder(Missing missing) {
        return missing.todos().stream().flatMap(todo -> attempt(todo).stream()).findFirst();
    }

    /** All are tried, so that one bad node does not leave the others undone; the first failure is told. */
    private static Optional<Change> together(Missing missing) {
        return Parallel.map(missing.todos(), Converging::attempt).stream()
                .map(o -> o.ok() ? o.value() : Optional.<Change>of(failed(o.failure())))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<Change> attempt(Todo todo) {
        try {
            todo.work().run();
            return Optional.empty();
        } catch (KubeError | Unreachable | Guard.Refused | NotDone e) {
            return Optional.of(failed(e, todo));
        }
    }

    private static boolean unserved(KubeError e) {
        return e.code() == 404;
    }

    /** Told with the part that failed, and with its command where the failure names no better one. */
    private static Change failed(Exception e, Todo todo) {
        Change change = failed(e);
        if (change instanceof Change.Failed failed) {
            String next = failed.next().isEmpty() && !todo.paste().isEmpty()
                    ? todo.paste().getFirst()
                    : failed.next();
            return new Change.Failed(todo.what() + ": " + failed.what(), failed.evidence(), next);
        }
        return change;
    }

    private static Change failed(Exception e) {
        return switch (e) {
            case KubeError k ->
                new Change.Failed("the API server refused", k.code() + " " + k.reason() + ": " + k.getMessage(), "");
            case Unreachable u -> new Change.Unreached(u.where(), String.valueOf(u.getMessage()), "cilab env");
            case Guard.Refused r -> new Change.Refused(String.valueOf(r.getMessage()), "");
            case NotDone n -> new Change.Failed("it did not work", n.getMessage(), n.next());
            default -> new Change.Failed("it did not work", String.valueOf(e.getMessage()), "");
        };
    }
}
