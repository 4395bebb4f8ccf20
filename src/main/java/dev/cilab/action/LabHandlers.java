package dev.cilab.action;

import dev.cilab.env.Scope;
import dev.cilab.event.Events;
import dev.cilab.helm.Helm;
import dev.cilab.lab.Action;
import java.time.Clock;

/** The handler of every action; a handler's classes are loaded when an action of its kind is met. */
public final class LabHandlers implements Handlers {

    private final Helm helm;

    /** @param helm shared, because its library is loaded once */
    public LabHandlers(Helm helm) {
        this.helm = helm;
    }

    @Override
    public Change plan(Action action, Scope scope) {
        return switch (action) {
            case Action.Apply a -> new ApplyHandler().plan(a, scope);
            case Action.Delete a -> new DeleteHandler().plan(a, scope);
            case Action.Label a -> new LabelHandler().plan(a, scope);
            case Action.Annotate a -> new PatchHandlers.Annotate().plan(a, scope);
            case Action.Patch a -> new PatchHandlers.Patch().plan(a, scope);
            case Action.Scale a -> new PatchHandlers.Scale().plan(a, scope);
            case Action.Restart a -> restart().plan(a, scope);
            case Action.FrrConfigure a -> new FrrHandler().plan(a, scope);
            case Action.Route a -> new RouteHandler().plan(a, scope);
            case Action.Sysctl a -> new SysctlHandler().plan(a, scope);
            case Action.Helm a -> releases(Events.NONE).plan(a, scope);
            case Action.SecretCopy a -> new SecretCopyHandler(releases(Events.NONE)).plan(a, scope);
            case Action.Mesh a -> new MeshHandler(releases(Events.NONE)).plan(a, scope);
            case Action.Exec a -> new ExecHandler().plan(a, scope);
            case Action.Capture a -> new CaptureHandler(this).plan(a, scope);
            case Action.Traffic a -> new TrafficHandler(this).plan(a, scope);
            case Action.Drain a -> new DrainHandler().plan(a, scope);
            case Action.Uncordon a -> new UncordonHandler().plan(a, scope);
            case Action.Link a -> new LinkHandler().plan(a, scope);
            case Action.Power a -> new PowerHandler().plan(a, scope);
            case Action.Until a -> plan(a.action(), scope);
        };
    }

    @Override
    public Change perform(Action action, Scope scope, Events events) {
        return switch (action) {
            case Action.Apply a -> new ApplyHandler().perform(a, scope, events);
            case Action.Delete a -> new DeleteHandler().perform(a, scope, events);
            case Action.Label a -> new LabelHandler().perform(a, scope, events);
            case Action.Annotate a -> new PatchHandlers.Annotate().perform(a, scope, events);
            case Action.Patch a -> new PatchHandlers.Patch().perform(a, scope, events);
            case Action.Scale a -> new PatchHandlers.Scale().perform(a, scope, events);
            case Action.Restart a -> restart().perform(a, scope, events);
            case Action.FrrConfigure a -> new FrrHandler().perform(a, scope, events);
            case Action.Route a -> new RouteHandler().perform(a, scope, events);
            case Action.Sysctl a -> new SysctlHandler().perform(a, scope, events);
            case Action.Helm a -> releases(events).perform(a, scope, events);
            case Action.SecretCopy a -> new SecretCopyHandler(releases(events)).perform(a, scope, events);
            case Action.Mesh a -> new MeshHandler(releases(events)).perform(a, scope, events);
            case Action.Exec a -> new ExecHandler().perform(a, scope, events);
            case Action.Capture a -> new CaptureHandler(this).perform(a, scope, events);
            case Action.Traffic a -> new TrafficHandler(this).perform(a, scope, events);
            case Action.Drain a -> new DrainHandler().perform(a, scope, events);
            case Action.Uncordon a -> new UncordonHandler().perform(a, scope, events);
            case Action.Link a -> new LinkHandler().perform(a, scope, events);
            case Action.Power a -> new PowerHandler().perform(a, scope, events);
            case Action.Until a -> perform(a.action(), scope, events);
        };
    }

    private HelmHandler releases(Events events) {
        return new HelmHandler(helm, events, Clock.systemUTC());
    }

    private static RestartHandler restart() {
        return new RestartHandler(Clock.systemUTC());
    }
}
