package dev.cilab.action;

import dev.cilab.action.Missing.NotDone;
import dev.cilab.action.Missing.Todo;
import dev.cilab.env.Scope;
import dev.cilab.exec.Unreachable;
import dev.cilab.kube.Guard;
import dev.cilab.kube.KubeObject;
import dev.cilab.kube.Ref;
import dev.cilab.lab.Action;
import java.time.Clock;
import java.util.List;

/** {@code restart}: {@code kubectl rollout restart} and {@code rollout status} in one. */
final class RestartHandler extends Converging<Action.Restart> {

    private final Clock clock;

    RestartHandler(Clock clock) {
        this.clock = clock;
    }

    @Override
    Missing missing(Action.Restart action, Scope scope) throws Unreachable, NotDone {
        Target target = Target.of(action, scope);
        Ref ref = Ref.one(action.kind(), action.namespace(), action.name());
        String title = action.kind() + "/" + action.name();
        String namespace = "-n " + action.namespace() + " ";
        KubeObject workload = target.api()
                .get(ref)
                .orElseThrow(() ->
                        new NotDone("there is no " + title, target.api().paste(namespace + "get " + action.kind())));
        if (action.onlyUnready() && Rollout.of(workload).complete()) {
            return new Missing(1, List.of(), false);
        }
        List<String> paste = List.of(
                target.api().paste(namespace + "rollout restart " + title),
                target.api().paste(namespace + "rollout status " + title));
        return new Missing(
                1, List.of(new Todo(target.name(), "restart " + title, paste, () -> restart(target, ref))), false);
    }

    private void restart(Target target, Ref ref) throws Unreachable, Guard.Refused, NotDone {
        Rollouts rollouts = new Rollouts(target, clock, seen -> {});
        rollouts.restart(ref);
        rollouts.await(ref);
    }
}
