package dev.cilab.action;

import dev.cilab.action.Documents.Document;
import dev.cilab.action.Missing.NotDone;
import dev.cilab.action.Missing.Todo;
import dev.cilab.env.Scope;
import dev.cilab.event.Event;
import dev.cilab.event.Events;
import dev.cilab.exec.Unreachable;
import dev.cilab.helm.AtWork;
import dev.cilab.helm.Chart;
import dev.cilab.helm.ChartSource;
import dev.cilab.helm.Helm;
import dev.cilab.helm.HelmFailure;
import dev.cilab.helm.Release;
import dev.cilab.helm.Releases;
import dev.cilab.kube.Guard;
import dev.cilab.kube.KubeObject;
import dev.cilab.kube.Ref;
import dev.cilab.lab.Action;
import dev.cilab.lab.Action.Helm.Workload;
import dev.cilab.lab.Manifest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * {@code helm}: install or upgrade, then the restarts that the change needs. What a release holds is read from the cluster; the chart is
 * fetched and Helm is loaded only when something has to change.
 *
 * <p>An upgrade notes the restarts in the release's description: a run that was cut off between the two is finished by the next one.
 */
final class HelmHandler extends Converging<Action.Helm> {

    private static final String THEN_RESTART = "cilab: then restart ";
    private static final int UNKNOWN_SHOWN = 3;

    private final Helm helm;
    private final Events events;
    private final Clock clock;

    HelmHandler(Helm helm, Events events, Clock clock) {
        this.helm = helm;
        this.events = events;
        this.clock = clock;
    }

    @Override
    Missing missing(Action.Helm action, Scope scope) throws Unreachable, Guard.Refused, NotDone {
        Target target = Target.of(action, scope);
        try {
            HelmPlan plan = plan(action, target);
            return new Missing(
                    1, plan.nothing() ? forgotten(plan, target) : List.of(write(plan, target, scope)), false);
        } catch (HelmFailure e) {
            throw new NotDone(e.getMessage(), e.next());
        }
    }

    /** An upgrade with the values that the release has, for what a chart makes anew at every upgrade. */
    Todo again(Action.Helm action, Scope scope) throws Unreachable, Guard.Refused, NotDone {
        Target target = Target.of(action, scope);
        try {
            return write(plan(action, target), target, scope);
        } catch (HelmFailure e) {
            throw new NotDone(e.getMessage(), e.next());
        }
    }

    private HelmPlan plan(Action.Helm action, Target target) throws Unreachable, NotDone, HelmFailure {
        Releases releases = new Releases(target.api());
        Optional<Release> newest = releases.newest(action.namespace(), action.release());
        Optional<Release> pending = newest.filter(each -> each.status().pending());
        if (pending.isPresent()) {
            refuseWhileAtWork(target, pending.get());
        }
        boolean worked = newest.map(Release::status)
                .filter(Release.Status.DEPLOYED::equals)
                .isPresent();
        HelmPlan plan =
                HelmPlan.of(action, newest, worked ? newest : releases.deployed(action.namespace(), action.release()));
        return plan.nothing() ? plan.with(gone(plan.current().orElseThrow(), target)) : plan;
    }

    /** What a release holds and what is in the cluster are two things: somebody may have deleted an object. */
    private static List<String> gone(Release release, Target target) throws Unreachable, NotDone {
        List<Document> made = Documents.read(List.of(new Manifest("release " + release.name(), release.manifest())));
        return Nodes.all(made, object -> there(object.ref(), release, target) ? "" : object.title()).stream()
                .filter(title -> !title.isEmpty())
                .toList();
    }

    private static boolean there(Ref ref, Release release, Target target) throws Unreachable {
        boolean named = !ref.namespace().isEmpty();
        return target.api()
                .get(named ? ref : Ref.one(ref.kind(), release.namespace(), ref.name()))
                .isPresent();
    }

    /** No Helm works longer than its time-out: after that the operation is dead, and its mark may go. */
    private void refuseWhileAtWork(Target target, Release release) throws Unreachable, NotDone {
        Duration age = Duration.between(release.updated(), clock.instant());
        if (age.compareTo(Helm.LONGEST) <= 0
                && !atWork(target, release.namespace(), release.name()).died()) {
            throw new NotDone(
                    "Helm release " + release.name() + " is " + word(release) + " since " + age.toSeconds()
                            + " s: another Helm is at work, or died at it (then remove its mark)",
                    target.api().paste("-n " + release.namespace() + " delete secret " + release.secret()));
        }
    }

    /** Clusters may have one name; the uid of a namespace that each has tells them apart. */
    private AtWork atWork(Target target, String namespace, String release) throws Unreachable {
        String cluster = target.api()
                .get(Ref.one("namespaces", "", "kube-system"))
                .map(KubeObject::uid)
                .orElse(target.name());
        return helm.atWork(cluster + "_" + namespace + "_" + release);
    }

    private static String word(Release release) {
        return release.status().name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether it may be written comes first: for somebody else's cluster nothing is fetched, in a dry run neither. */
    private Todo write(HelmPlan plan, Target target, Scope scope) throws HelmFailure, Unreachable, Guard.Refused {
        target.permit();
        Action.Helm action = plan.action();
        ChartSource source = source(action, scope);
        tell(action, "chart " + source);
        Chart chart = helm.charts().get(source, action.version());
        refuseUnknown(plan, chart);
        List<String> paste =
                new ArrayList<>(plan.paste(source.toString(), target.api().context()));
        if (!plan.install()) {
            action.restart()
                    .forEach(each ->
                            paste.add(target.api().paste("-n " + action.namespace() + " rollout restart " + each)));
        }
        return new Todo(target.name(), plan.summary(), paste, () -> perform(plan, target, chart));
    }

    private static ChartSource source(Action.Helm action, Scope scope) throws HelmFailure {
        if (!ChartSource.isName(action.chart())) {
            return ChartSource.of(action.chart());
        }
        return scope.environment()
                .chart(action.chart(), action.version())
                .orElseThrow(() -> new HelmFailure(
                        "nothing is known of a chart \"" + action.chart()
                                + "\"; name its place: folder, .tgz, https or oci",
                        ""));
    }

    private static void refuseUnknown(HelmPlan plan, Chart chart) throws HelmFailure {
        List<String> unknown = chart.keys().unknown(plan.given());
        if (!unknown.isEmpty()) {
            String more = unknown.size() > UNKNOWN_SHOWN ? " and " + (unknown.size() - UNKNOWN_SHOWN) + " more" : "";
            throw new HelmFailure(
                    "chart " + chart.name() + " " + chart.version() + " would ignore "
                            + String.join(", ", unknown.subList(0, Math.min(UNKNOWN_SHOWN, unknown.size()))) + more,
                    "helm show values " + chart.path());
        }
    }

    private void perform(HelmPlan plan, Target target, Chart chart) throws Unreachable, Guard.Refused, NotDone {
        Action.Helm action = plan.action();
        tell(action, plan.install() ? "helm install" : "helm upgrade");
        for (Release dead : plan.dead().stream().toList()) {
            target.api().delete(target.permit(), Ref.one("secret", dead.namespace(), dead.secret()));
        }
        AtWork work = atWork(target, action.namespace(), action.release());
        work.begin();
        try {
            if (plan.install()) {
                helm.install(target.permit(), target.api(), wanted(plan, chart, "Install complete"));
            } else {
                String description = action.restart().isEmpty() ? "Upgrade complete" : thenRestart(action.restart());
                helm.upgrade(target.permit(), target.api(), wanted(plan, chart, description));
            }
        } catch (HelmFailure e) {
            String look = target.api().paste("-n " + action.namespace() + " get jobs,pods");
            throw new NotDone(e.getMessage(), e.next().isEmpty() ? look : e.next());
        }
        work.end();
        Rollouts rollouts = rollouts(action, target);
        for (Workload each : plan.install() ? List.<Workload>of() : action.restart()) {
            rollouts.restart(ref(action, each));
        }
        for (Workload each : action.restart()) {
            rollouts.await(ref(action, each));
        }
    }

    private static Helm.Wanted wanted(HelmPlan plan, Chart chart, String description) {
        return new Helm.Wanted(plan.action().release(), plan.action().namespace(), chart, plan.wanted(), description);
    }

    /** Restarts that an upgrade noted and nobody has done since. */
    private List<Todo> forgotten(HelmPlan plan, Target target) throws Unreachable {
        List<Todo> todos = new ArrayList<>();
        Action.Helm action = plan.action();
        Release release = plan.current().orElseThrow();
        for (Workload each : action.restart()) {
            boolean noted = release.description().startsWith(THEN_RESTART)
                    && List.of(release.description()
                                    .substring(THEN_RESTART.length())
                                    .split(", "))
                            .contains(each.toString());
            if (noted && !restartedSince(release.updated(), target, ref(action, each))) {
                String paste = target.api().paste("-n " + action.namespace() + " rollout restart " + each);
                todos.add(new Todo(target.name(), "restart " + each, List.of(paste), () -> {
                    Rollouts rollouts = rollouts(action, target);
                    rollouts.restart(ref(action, each));
                    rollouts.await(ref(action, each));
                }));
            }
        }
        return todos;
    }

    private static boolean restartedSince(Instant upgrade, Target target, Ref ref) throws Unreachable {
        Optional<KubeObject> workload = target.api().get(ref);
        String at = workload.map(found -> found.at("/spec/template/metadata/annotations")
                        .path(Rollouts.RESTARTED_AT)
                        .asString(""))
                .orElse("");
        try {
            return workload.isEmpty() || !Instant.parse(at).isBefore(upgrade.truncatedTo(ChronoUnit.SECONDS));
        } catch (DateTimeParseException never) {
            return false;
        }
    }

    private static String thenRestart(List<Workload> workloads) {
        return THEN_RESTART + workloads.stream().map(Workload::toString).collect(Collectors.joining(", "));
    }

    private Rollouts rollouts(Action.Helm action, Target target) {
        return new Rollouts(target, clock, seen -> tell(action, seen));
    }

    private static Ref ref(Action.Helm action, Workload workload) {
        return Ref.one(workload.kind(), action.namespace(), workload.name());
    }

    private void tell(Action.Helm action, String what) {
        events.emit(new Event.Progress(clock.instant(), "", action.summary(), what));
    }
}
