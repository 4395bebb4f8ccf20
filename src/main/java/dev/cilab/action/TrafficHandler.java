package dev.cilab.action;

import dev.cilab.data.Json;
import dev.cilab.data.Plain;
import dev.cilab.env.Scope;
import dev.cilab.event.Events;
import dev.cilab.exec.Command;
import dev.cilab.exec.FileMode;
import dev.cilab.exec.Unreachable;
import dev.cilab.lab.Action;
import dev.cilab.lab.cel.Expression;
import dev.cilab.measure.Generator;
import dev.cilab.measure.Load;
import dev.cilab.measure.NoTraffic;
import dev.cilab.measure.Traffic;
import dev.cilab.probe.Site;
import dev.cilab.probe.traffic.Disturbance;
import dev.cilab.probe.traffic.Homes;
import dev.cilab.probe.traffic.OutageProbe;
import dev.cilab.probe.traffic.Place;
import dev.cilab.probe.traffic.TrafficProbe;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code traffic}: requests from one place while something is done. What became of them is kept at the place only when all went well, so that
 * what was cut short is done again by the next run.
 */
final class TrafficHandler implements Handler<Action.Traffic> {

    private static final Duration LOOK_EVERY = Duration.ofMillis(100);
    /** So long nothing may be lost before it begins, and before it ends. */
    private static final Duration CALM = Duration.ofSeconds(1);
    /** On a busy machine a request may be lost at any time. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Handlers handlers;

    /** @param handlers for what is done meanwhile */
    TrafficHandler(Handlers handlers) {
        this.handlers = handlers;
    }

    @Override
    public Change plan(Action.Traffic action, Scope scope) {
        try {
            Place place = Place.of(new Site(action.call(), scope));
            return there(action, place, scope)
                    ? new Change.None()
                    : new Change.Planned(action.summary(), commands(action, place, scope));
        } catch (Unreachable e) {
            return unreached(e);
        }
    }

    @Override
    public Change perform(Action.Traffic action, Scope scope, Events events) {
        try {
            Site site = new Site(action.call(), scope);
            Place place = Place.of(site);
            if (there(action, place, scope)) {
                return new Change.None();
            }
            Optional<Change> failure = handlers.performAll(action.first(), scope, events);
            return failure.isPresent() ? failure.get() : disturb(action, site, place, events);
        } catch (Unreachable e) {
            return unreached(e);
        } catch (NoTraffic e) {
            return new Change.Failed(e.getMessage(), "", "");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Change.Failed("the traffic was interrupted", "nothing of it is kept", "");
        }
    }

    private Change disturb(Action.Traffic action, Site site, Place place, Events events)
            throws Unreachable, NoTraffic, InterruptedException {
        Load load = TrafficProbe.load(action.call(), site);
        Homes homes = new Homes(site, load.url());
        try (Generator generator = Generator.start(place.host(), load, sample -> {})) {
            Looking looking = new Looking(place.name(), load.url(), generator, homes, site.scope());
            if (!looking.await(action.when(), Long.MAX_VALUE, action.longest())) {
                return unseen(action, action.when(), looking.at(Long.MAX_VALUE));
            }
            generator.awaitCalm(CALM, PATIENCE);
            long begun = Generator.now();
            Optional<Change> failure = handlers.performAll(action.during(), site.scope(), events);
            if (failure.isPresent()) {
                return failure.get();
            }
            if (!looking.await(action.until(), begun, action.longest())) {
                return unseen(action, action.until(), looking.at(begun));
            }
            generator.awaitCalm(CALM, PATIENCE);
            Disturbance seen = looking.of(generator.stop(), begun);
            place.host()
                    .put(
                            Json.pretty(seen).getBytes(StandardCharsets.UTF_8),
                            OutageProbe.path(action.name()),
                            FileMode.READABLE);
            return new Change.Done(action.summary(), commands(action, place, site.scope()));
        }
    }

    /** What there is so far, and waiting for something in it. */
    private record Looking(String place, String url, Generator generator, Homes homes, Scope scope) {

        Disturbance at(long begun) throws Unreachable {
            return of(generator.soFar(), begun);
        }

        Disturbance of(Traffic traffic, long begun) throws Unreachable {
            return Disturbance.of(place, url, traffic, begun, homes.now());
        }

        boolean await(Optional<Expression> wanted, long begun, Duration longest)
                throws Unreachable, InterruptedException {
            long deadline = System.nanoTime() + longest.toNanos();
            boolean holds = wanted.isEmpty() || holds(wanted.get(), begun);
            while (!holds && System.nanoTime() < deadline) {
                Thread.sleep(LOOK_EVERY);
                holds = holds(wanted.get(), begun);
            }
            return holds;
        }

        private boolean holds(Expression wanted, long begun) throws Unreachable {
            Map<String, Object> seen = new LinkedHashMap<>();
            scope.vars().forEach((name, value) -> seen.put(name, Plain.of(value)));
            if (Plain.of(at(begun)) instanceof Map<?, ?> components) {
                components.forEach((name, value) -> seen.put(String.valueOf(name), value));
            }
            try {
                return Boolean.TRUE.equals(wanted.evaluate(seen).value());
            } catch (Expression.NoValue notYet) {
                return false;
            }
        }
    }

    private static Change unseen(Action.Traffic action, Optional<Expression> wanted, Disturbance seen) {
        String answers = seen.answers().stream()
                .map(each -> each.cluster() + " " + each.backend() + " " + each.after())
                .toList()
                .toString();
        return new Change.Failed(
                "not seen within " + action.longest().toSeconds() + " s: " + wanted.orElseThrow(),
                seen.summary() + "; answers " + answers,
                "");
    }

    private boolean there(Action.Traffic action, Place place, Scope scope) throws Unreachable {
        return place.host()
                        .run(Command.of("test", "-f", OutageProbe.path(action.name())))
                        .ok()
                && action.during().stream().allMatch(each -> handlers.plan(each, scope) instanceof Change.None);
    }

    /** As a person would: a loop in one terminal, and what is done meanwhile in another. */
    private List<String> commands(Action.Traffic action, Place place, Scope scope) {
        List<String> commands = new ArrayList<>();
        String url = String.valueOf(action.call().args().getOrDefault("url", "ADDRESS"));
        commands.add(place.host()
                .paste(Command.sh("while sleep 0.02; do date +%T.%N; curl -s -m 1 " + url + " | grep Hostname; done")));
        for (Action each : action.during()) {
            if (handlers.plan(each, scope) instanceof Change.Planned planned) {
                commands.addAll(planned.commands());
            }
        }
        return commands;
    }

    private static Change unreached(Unreachable e) {
        return new Change.Unreached(e.where(), String.valueOf(e.getMessage()), "cilab env");
    }
}
