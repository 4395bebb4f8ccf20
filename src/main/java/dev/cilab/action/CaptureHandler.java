package dev.cilab.action;

import dev.cilab.capture.Capture;
import dev.cilab.capture.Findings;
import dev.cilab.capture.NotCapturing;
import dev.cilab.capture.Tap;
import dev.cilab.capture.TapReport;
import dev.cilab.capture.Taps;
import dev.cilab.data.Plain;
import dev.cilab.env.Scope;
import dev.cilab.event.Events;
import dev.cilab.exec.Command;
import dev.cilab.exec.FileMode;
import dev.cilab.exec.Shell;
import dev.cilab.exec.Unreachable;
import dev.cilab.lab.Action;
import dev.cilab.lab.NodeName;
import dev.cilab.lab.cel.Expression;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code capture}: packets of several machines, taken at once while something is done. The files appear on the machines only when all went
 * well, so a capture that was cut short is made again by the next run.
 */
final class CaptureHandler implements Handler<Action.Capture> {

    private static final Duration LOOK_EVERY = Duration.ofMillis(50);

    private final Handlers handlers;

    /** @param handlers for what is done meanwhile */
    CaptureHandler(Handlers handlers) {
        this.handlers = handlers;
    }

    @Override
    public Change plan(Action.Capture action, Scope scope) {
        try {
            if (there(action, scope)) {
                return new Change.None();
            }
            return new Change.Planned(action.summary(), commands(action, scope));
        } catch (Unreachable e) {
            return unreached(e);
        }
    }

    @Override
    public Change perform(Action.Capture action, Scope scope, Events events) {
        try {
            return there(action, scope) ? new Change.None() : capture(action, scope, events);
        } catch (Unreachable e) {
            return unreached(e);
        } catch (NotCapturing e) {
            return new Change.Failed(e.getMessage(), e.evidence(), e.next());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Change.Failed("the capture was interrupted", "nothing of it is kept", "");
        }
    }

    private Change capture(Action.Capture action, Scope scope, Events events)
            throws Unreachable, NotCapturing, InterruptedException {
        NodeFiles files = new NodeFiles();
        Findings findings = new Findings(Taps.machineAt(scope.topology()));
        List<Tap> taps = Taps.of(scope.topology(), action.nodes(), action.devices());
        try (Capture capture = Capture.start(
                place -> scope.environment().host(new NodeName(place)), taps, action.filter(), (tap, packet) -> {
                    files.packet(tap, packet);
                    findings.accept(tap, packet);
                })) {
            Optional<Change> failure = handlers.performAll(action.during(), scope, events);
            if (failure.isPresent()) {
                return failure.get();
            }
            boolean enough = await(action, scope, capture, findings);
            List<TapReport> reports = capture.stop();
            Optional<Change> problem = problem(action, reports, capture, findings, enough);
            if (problem.isPresent()) {
                return problem.get();
            }
        }
        for (NodeName node : action.nodes()) {
            scope.environment().host(node).put(files.of(node), path(action), FileMode.READABLE);
        }
        return new Change.Done(action.summary(), commands(action, scope));
    }

    /** False when the time was over before what should be seen was seen. */
    private static boolean await(Action.Capture action, Scope scope, Capture capture, Findings findings)
            throws InterruptedException {
        if (action.until().isEmpty()) {
            capture.await(action.longest());
            return true;
        }
        long deadline = System.nanoTime() + action.longest().toNanos();
        boolean over = false;
        while (!over && System.nanoTime() < deadline) {
            if (holds(action.until().get(), scope, findings)) {
                return true;
            }
            over = capture.await(LOOK_EVERY);
        }
        return holds(action.until().get(), scope, findings);
    }

    private static boolean holds(Expression until, Scope scope, Findings findings) {
        Map<String, Object> seen = new LinkedHashMap<>();
        scope.vars().forEach((name, value) -> seen.put(name, Plain.of(value)));
        until.names().forEach(name -> {
            switch (name) {
                case "packets" -> seen.put(name, Plain.of(findings.packets()));
                case "updates" -> seen.put(name, Plain.of(findings.updates()));
                case "tunnels" -> seen.put(name, Plain.of(findings.tunnels()));
                default -> {} // a variable
            }
        });
        try {
            return Boolean.TRUE.equals(until.evaluate(seen).value());
        } catch (Expression.NoValue notYet) {
            return false;
        }
    }

    private static Optional<Change> problem(
            Action.Capture action, List<TapReport> reports, Capture capture, Findings findings, boolean enough) {
        for (TapReport report : reports) {
            if (!report.problem().isEmpty()) {
                return Optional.of(new Change.Unreached(report.tap().place(), report.problem(), "cilab doctor"));
            }
        }
        if (capture.failure().isPresent()) {
            return Optional.of(new Change.Failed(
                    "the capture is too large", capture.failure().get().getMessage(), "give it a filter"));
        }
        return enough
                ? Optional.empty()
                : Optional.of(new Change.Failed(
                        "not seen within " + action.longest().toSeconds() + " s: "
                                + action.until().orElseThrow(),
                        findings.packets().size() + " packets, "
                                + findings.updates().size() + " BGP updates, "
                                + findings.tunnels().size() + " Geneve packets were captured",
                        ""));
    }

    private static boolean there(Action.Capture action, Scope scope) throws Unreachable {
        Nodes nodes = new Nodes(scope);
        return Nodes.all(action.nodes(), node -> nodes.run(node, Command.of("test", "-f", path(action)))
                        .ok())
                .stream()
                .allMatch(Boolean::booleanValue);
    }

    private static String path(Action.Capture action) {
        return "/tmp/" + action.name() + ".pcap";
    }

    /** As a person would: tcpdump in one terminal per machine, and then what is done meanwhile. */
    private List<String> commands(Action.Capture action, Scope scope) throws Unreachable {
        List<String> commands = new ArrayList<>();
        Nodes nodes = new Nodes(scope);
        for (Tap tap : Taps.of(scope.topology(), action.nodes(), action.devices())) {
            List<String> argv = new ArrayList<>(List.of("tcpdump", "-i", tap.device(), "-w", path(action)));
            if (!action.filter().isEmpty()) {
                argv.addAll(List.of(action.filter().split("\\s+")));
            }
            commands.add(nodes.paste(new NodeName(tap.place()), Command.sh("sudo " + Shell.quote(argv) + " &")));
        }
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
