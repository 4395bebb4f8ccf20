package dev.cilab.probe.command;

import dev.cilab.env.Scope;
import dev.cilab.exec.Command;
import dev.cilab.exec.Parallel;
import dev.cilab.exec.Parallel.Outcome;
import dev.cilab.exec.Result;
import dev.cilab.exec.Unreachable;
import dev.cilab.lab.NodeName;
import dev.cilab.lab.ProbeCall;
import dev.cilab.lab.ProbeSpec;
import dev.cilab.probe.Arguments;
import dev.cilab.probe.Missed;
import dev.cilab.probe.Probe;
import dev.cilab.probe.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** {@code command}: runs a shell command that only looks, given by {@code run}, on each node; {@code root: true} runs it as root. */
public final class CommandProbe implements Probe<Outputs> {

    @Override
    public ProbeSpec spec() {
        return ProbeSpec.of("command", List.of(Site.ROUTER), Set.of("run", "root"), Outputs.class, "on");
    }

    @Override
    public Outputs look(ProbeCall call, Scope scope) throws Unreachable {
        Site site = new Site(call, scope);
        Command command = command(call);
        List<NodeName> machines = site.machines();
        List<Output> outputs = new ArrayList<>();
        List<Missed> missed = new ArrayList<>();
        for (Outcome<NodeName, Result> outcome :
                Parallel.map(machines, m -> site.host(m).run(command))) {
            String node = outcome.place().value();
            if (outcome.ok()) {
                Result r = outcome.value();
                outputs.add(new Output(
                        node,
                        r.exit(),
                        r.stdout(),
                        r.stderr(),
                        r.stdout().lines().toList()));
            } else {
                missed.add(new Missed(node, node, outcome.failure().getMessage()));
            }
        }
        return new Outputs(machines.stream().map(NodeName::value).toList(), outputs, missed, List.of());
    }

    private static Command command(ProbeCall call) {
        Arguments arguments = new Arguments(call);
        Command command = Command.sh(arguments.required("run"));
        return arguments.flag("root") ? command.asRoot() : command;
    }

    @Override
    public String command(ProbeCall call, Scope scope) {
        Site site = new Site(call, scope);
        try {
            return site.machines().isEmpty() ? "" : site.paste(site.machines().getFirst(), command(call));
        } catch (Unreachable e) {
            return new Arguments(call).required("run");
        }
    }
}
