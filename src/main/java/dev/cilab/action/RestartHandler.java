package dev.cilab.action;

import dev.cilab.action.Missing.NotDone;
import dev.cilab.action.Missing.Todo;
import dev.cilab.env.Scope;
import dev.cilab.exec.Unreachable;
import dev.cilab.kube.Cluster.PatchType;
import dev.cilab.kube.Guard;
import dev.cilab.kube.KubeObject;
import dev.cilab.kube.Ref;
import dev.cilab.lab.Action;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/** {@code restart}: {@code kubectl rollout restart} and {@code rollout status} in one. */
final class RestartHandler extends Converging<Action.Restart> {

    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final String RESTARTED_AT = "kubectl.kubernetes.io/restartedAt";

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
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Map<String, Object> template = Map.of("metadata", Map.of("annotations", Map.of(RESTARTED_AT, now.toString())));
        target.api()
                .patch(target.permit(), ref, PatchType.MERGE, Merge.of(Map.of("spec", Map.of("template", template))));
        List<KubeObject> last = target.api()
                .await(
                        Ref.in(ref.kind(), ref.namespace()),
                        "",
                        all -> named(all, ref).stream()
                                .anyMatch(o -> Rollout.of(o).complete()),
                        LONGEST);
        List<Rollout> rollouts = named(last, ref).stream().map(Rollout::of).toList();
        if (rollouts.stream().noneMatch(Rollout::complete)) {
            String seen =
                    rollouts.isEmpty() ? "it is gone" : rollouts.getFirst().toString();
            throw new NotDone(
                    "not complete after " + LONGEST.toSeconds() + " s: " + seen,
                    target.api().paste("-n " + ref.namespace() + " get pods -o wide"));
        }
    }

    private static List<KubeObject> named(List<KubeObject> all, Ref ref) {
        return all.stream().filter(o -> o.name().equals(ref.name())).toList();
    }
}
