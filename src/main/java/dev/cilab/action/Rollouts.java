package dev.cilab.action;

import dev.cilab.action.Missing.NotDone;
import dev.cilab.exec.Unreachable;
import dev.cilab.kube.Cluster.PatchType;
import dev.cilab.kube.Guard;
import dev.cilab.kube.KubeObject;
import dev.cilab.kube.Ref;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** {@code kubectl rollout restart} and {@code kubectl rollout status}. */
final class Rollouts {

    static final String RESTARTED_AT = "kubectl.kubernetes.io/restartedAt";
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final Target target;
    private final Clock clock;
    private final Consumer<String> progress;

    /** @param progress told how far a rollout is, whenever that changes */
    Rollouts(Target target, Clock clock, Consumer<String> progress) {
        this.target = target;
        this.clock = clock;
        this.progress = progress;
    }

    void restart(Ref ref) throws Unreachable, Guard.Refused {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Map<String, Object> template = Map.of("metadata", Map.of("annotations", Map.of(RESTARTED_AT, now.toString())));
        target.api()
                .patch(target.permit(), ref, PatchType.MERGE, Merge.of(Map.of("spec", Map.of("template", template))));
    }

    /** Waits, by a watch, until every replica is updated and ready. */
    void await(Ref ref) throws Unreachable, NotDone {
        List<KubeObject> last =
                target.api().await(Ref.in(ref.kind(), ref.namespace()), "", all -> complete(all, ref), LONGEST);
        List<Rollout> rollouts = of(last, ref);
        if (rollouts.stream().noneMatch(Rollout::complete)) {
            String seen =
                    rollouts.isEmpty() ? "it is gone" : rollouts.getFirst().toString();
            throw new NotDone(
                    title(ref) + " not complete after " + LONGEST.toSeconds() + " s: " + seen,
                    target.api().paste("-n " + ref.namespace() + " get pods -o wide"));
        }
    }

    private boolean complete(List<KubeObject> all, Ref ref) {
        List<Rollout> rollouts = of(all, ref);
        rollouts.forEach(rollout -> progress.accept(title(ref) + ": " + rollout));
        return rollouts.stream().anyMatch(Rollout::complete);
    }

    private static List<Rollout> of(List<KubeObject> all, Ref ref) {
        return all.stream()
                .filter(o -> o.name().equals(ref.name()))
                .map(Rollout::of)
                .toList();
    }

    private static String title(Ref ref) {
        return ref.kind() + "/" + ref.name();
    }
}
