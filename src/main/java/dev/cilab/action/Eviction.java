package dev.cilab.action;

import dev.cilab.action.Missing.NotDone;
import dev.cilab.exec.Unreachable;
import dev.cilab.kube.Guard;
import dev.cilab.kube.KubeError;
import dev.cilab.kube.KubeObject;
import dev.cilab.kube.Permit;
import dev.cilab.kube.Ref;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Evicts pods, all at the same time, and waits until they are gone. */
final class Eviction {

    private static final int TOO_MANY_REQUESTS = 429;
    /** As kubectl: how long before it asks again whether a disruption budget allows it. */
    private static final Duration AGAIN = Duration.ofSeconds(5);

    private final Target target;
    private final Duration longest;
    private final long deadline;

    Eviction(Target target, Duration longest) {
        this.target = target;
        this.longest = longest;
        this.deadline = System.nanoTime() + longest.toNanos();
    }

    void of(List<KubeObject> pods) throws Unreachable, Guard.Refused, NotDone {
        Permit permit = target.permit();
        List<String> refusals = Nodes.all(pods, pod -> evict(permit, pod)).stream()
                .filter(refusal -> !refusal.isEmpty())
                .toList();
        if (!refusals.isEmpty()) {
            throw new NotDone(
                    "not evicted within " + longest.toSeconds() + " s: " + String.join("; ", refusals),
                    target.api().paste("get poddisruptionbudgets -A"));
        }
    }

    /** @return why it is still there; empty when it is gone */
    private String evict(Permit permit, KubeObject pod) throws Unreachable {
        while (true) {
            try {
                target.api().evict(permit, pod.namespace(), pod.name());
                return gone(pod) ? "" : Evictable.name(pod) + " does not end";
            } catch (KubeError e) {
                if (e.code() != TOO_MANY_REQUESTS) {
                    throw e;
                }
                if (deadline - System.nanoTime() < AGAIN.toNanos()) {
                    return Evictable.name(pod) + ": " + budget(pod);
                }
                pause();
            }
        }
    }

    private boolean gone(KubeObject pod) throws Unreachable {
        Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
        List<KubeObject> last = target.api().await(Ref.in("pods", pod.namespace()), "", all -> gone(all, pod), left);
        return gone(last, pod);
    }

    /** A StatefulSet's pod comes back with the same name: the UID tells. */
    private static boolean gone(List<KubeObject> all, KubeObject pod) {
        return all.stream().noneMatch(each -> each.uid().equals(pod.uid()));
    }

    private String budget(KubeObject pod) throws Unreachable {
        return target.api().list(Ref.in("poddisruptionbudgets", pod.namespace())).stream()
                .filter(budget -> selects(budget, pod.labels()))
                .map(budget -> "PodDisruptionBudget " + budget.name() + " allows "
                        + budget.at("/status/disruptionsAllowed").asInt(0) + " disruptions ("
                        + budget.at("/status/currentHealthy").asInt(0) + " healthy, "
                        + budget.at("/status/desiredHealthy").asInt(0) + " needed)")
                .findFirst()
                .orElse("a disruption budget does not allow it");
    }

    private static boolean selects(KubeObject budget, Map<String, String> labels) {
        return budget.at("/spec/selector/matchLabels").properties().stream()
                .allMatch(each -> each.getValue().asString("").equals(labels.get(each.getKey())));
    }

    private void pause() throws Unreachable {
        try {
            Thread.sleep(AGAIN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unreachable(target.name(), "interrupted while waiting for a disruption budget", e);
        }
    }
}
