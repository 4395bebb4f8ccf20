package dev.cilab.term;

import dev.cilab.event.Effect;
import dev.cilab.event.Event;
import dev.cilab.lab.Check;
import dev.cilab.lab.Expectation;
import dev.cilab.lab.Step;
import dev.cilab.lab.Subject;
import dev.cilab.lab.Waiting;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A step as a lesson: what it is about, what it does (as commands to type), what it proves. */
public final class ExplainView {

    private static final int WIDEST = 100;

    private final Theme theme;
    private final int width;

    public ExplainView(Screen screen) {
        this.theme = new Theme(screen);
        this.width = Math.min(WIDEST, screen.columns());
    }

    /** @param actions what the step's actions would do, as a dry run tells it; empty when that was not asked */
    public String render(Step step, List<Event.ActionFinished> actions) {
        List<String> lines = new ArrayList<>();
        lines.add(theme.name(step.id()) + "  " + step.title());
        if (!step.needs().isEmpty()) {
            lines.add(theme.faint("needs " + String.join(", ", step.needs())));
        }
        if (!step.explain().isEmpty()) {
            lines.add("");
            lines.addAll(Wrap.lines(step.explain(), width));
        }
        if (!step.actions().isEmpty()) {
            lines.add("");
            lines.add(theme.name("does"));
            lines.addAll(actions.isEmpty() ? summaries(step) : commands(actions));
        }
        if (!step.checks().isEmpty()) {
            lines.add("");
            lines.add(theme.name("proves"));
            step.checks().forEach(check -> lines.add("  " + check.name() + theme.faint(" (" + how(check) + ")")));
        }
        return String.join("\n", lines) + "\n";
    }

    private static List<String> summaries(Step step) {
        return step.actions().stream().map(action -> "  " + action.summary()).toList();
    }

    private List<String> commands(List<Event.ActionFinished> actions) {
        List<String> lines = new ArrayList<>();
        for (Event.ActionFinished action : actions) {
            String note =
                    switch (action.effect()) {
                        case NONE -> theme.faint(" (done already)");
                        case UNPREDICTABLE, FAILED -> theme.faint(" (" + action.summary() + ")");
                        case PLANNED, DONE -> "";
                    };
            lines.add("  " + action.action() + note);
            if (action.effect() == Effect.PLANNED) {
                action.commands()
                        .forEach(command -> command.lines().forEach(line -> lines.add("      " + theme.command(line))));
            }
        }
        return lines;
    }

    private static String how(Check check) {
        String probe =
                switch (check.subject()) {
                    case Subject.Look look ->
                        look.call().verb() + on(look.call().on());
                    case Subject.Same same ->
                        same.of().stream()
                                .map(side -> side.call().verb() + on(side.call().on()))
                                .collect(Collectors.joining(" = "));
                };
        String wanted = check.expectations().stream().map(ExplainView::wanted).collect(Collectors.joining(", "));
        String waiting =
                switch (check.waiting()) {
                    case Waiting.Once once -> "";
                    case Waiting.Eventually eventually -> ", within " + Durations.shown(eventually.longest());
                    case Waiting.Holds holds -> ", for " + Durations.shown(holds.during());
                };
        return probe + (wanted.isEmpty() ? "" : ": " + wanted) + waiting;
    }

    private static String on(List<String> places) {
        return places.isEmpty() ? "" : " on " + String.join(", ", places);
    }

    private static String wanted(Expectation expectation) {
        return switch (expectation) {
            case Expectation.Keys keys -> "exactly " + String.join(" ", keys.expected());
            case Expectation.Fields fields ->
                fields.values().entrySet().stream()
                        .map(each -> each.getKey() + " " + each.getValue())
                        .sorted()
                        .collect(Collectors.joining(", "));
            case Expectation.That that -> that.expression().toString();
        };
    }
}
