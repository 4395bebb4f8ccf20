package dev.cilab.cli;

import dev.cilab.action.LabHandlers;
import dev.cilab.check.Timekeeper;
import dev.cilab.env.StateFolder;
import dev.cilab.event.Event;
import dev.cilab.lab.Step;
import dev.cilab.run.Journal;
import dev.cilab.run.Options;
import dev.cilab.run.Plan;
import dev.cilab.run.Planner;
import dev.cilab.run.Run;
import dev.cilab.term.ExplainView;
import dev.cilab.term.Io;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "explain",
        description = {
            "Explain a step: what it is about, what it does, what it proves.",
            "With --plan it looks at the running lab and shows the commands that would still have to be typed."
        },
        footer = {
            "",
            "Examples:",
            "  cilab bgp explain peering",
            "  cilab bgp explain peering --plan",
            "  cilab bgp explain | less      the whole lab"
        })
final class ExplainCommand implements Callable<Integer> {

    private final Invocation invocation;

    @Mixin
    private EnvironmentOptions environment = new EnvironmentOptions();

    @Option(names = "--plan", description = "Ask the running lab what is still to be done.")
    private boolean plan;

    @Parameters(paramLabel = "STEP", arity = "0..*", description = "Steps to explain (default: all).")
    private List<String> steps = List.of();

    ExplainCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() throws Exception {
        Io io = invocation.io();
        try (OpenLab open = OpenLab.whole(invocation, invocation.lab(), environment)) {
            Plan wanted = new Planner(open.lab()).only(StepNames.orAll(steps, open.lab()));
            List<Event.ActionFinished> actions = plan ? planned(open, wanted) : List.of();
            ExplainView view = new ExplainView(io.dataScreen());
            String separator = "";
            for (Step step : wanted.steps()) {
                List<Event.ActionFinished> own = actions.stream()
                        .filter(action -> action.step().equals(step.id()))
                        .toList();
                io.out().print(separator + view.render(step, own));
                separator = "\n";
            }
            return 0;
        }
    }

    private List<Event.ActionFinished> planned(OpenLab open, Plan wanted) throws Exception {
        Ready.require(open);
        List<Event.ActionFinished> actions = new ArrayList<>();
        Run run = new Run(
                open.lab(),
                open.scope(),
                new LabHandlers(open.helm()),
                open.probes(),
                event -> {
                    if (event instanceof Event.ActionFinished finished) {
                        actions.add(finished);
                    }
                },
                new Journal(StateFolder.of(invocation.io().environment())
                        .journal(open.lab().name())),
                Options.DEFAULT,
                Timekeeper.system());
        run.dryRun(wanted);
        return actions;
    }
}
