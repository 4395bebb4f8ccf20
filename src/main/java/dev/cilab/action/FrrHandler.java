package dev.cilab.action;

import dev.cilab.action.Missing.NotDone;
import dev.cilab.action.Missing.Todo;
import dev.cilab.env.Scope;
import dev.cilab.exec.Command;
import dev.cilab.exec.Result;
import dev.cilab.exec.Unreachable;
import dev.cilab.lab.Action.FrrConfigure;
import dev.cilab.lab.NodeName;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code frr}: lines in FRR's configuration, running and saved. By vtysh: type what is missing, {@code write memory}. By file: put them into
 * their block of frr.conf, and restart FRR only where the running configuration lacks something.
 */
final class FrrHandler extends Converging<FrrConfigure> {

    private static final Command RESTART =
            Command.of("systemctl", "restart", "frr").asRoot().timeout(Duration.ofSeconds(60));

    /** Keeps owner and mode of the file, and replaces it in one go. */
    private static final String REPLACE = "cp -p \"$0\" \"$0.cilab\" && cat > \"$0.cilab\" && mv \"$0.cilab\" \"$0\"";

    @Override
    Missing missing(FrrConfigure action, Scope scope) throws Unreachable {
        Nodes nodes = new Nodes(scope);
        FrrState state = FrrState.read(nodes, action);
        if (state.asWanted()) {
            return new Missing(1, List.of(), false);
        }
        List<String> paste = new ArrayList<>();
        for (Command command : typed(action, state)) {
            paste.add(nodes.paste(action.node(), command));
        }
        Todo todo = new Todo(action.node().value(), what(action, state), paste, () -> converge(nodes, action));
        return new Missing(state.someThere(action) ? 2 : 1, List.of(todo), false);
    }

    private static String what(FrrConfigure action, FrrState state) {
        List<String> parts = new ArrayList<>();
        if (!state.disabled().isEmpty()) {
            parts.add("enable " + String.join(", ", state.disabled()));
        }
        if (state.disabled().isEmpty() && !state.stopped().isEmpty()) {
            parts.add("start " + String.join(", ", state.stopped()));
        }
        if (!state.unset().isEmpty()) {
            String block = action.block().isEmpty() ? "" : " in '" + action.block() + "'";
            parts.add((state.unset().size() == 1
                            ? "'" + state.unset().getFirst() + "'"
                            : state.unset().size() + " lines")
                    + block);
        }
        if (!state.stray().isEmpty()) {
            parts.add("move " + state.stray().size() + (state.stray().size() == 1 ? " line" : " lines")
                    + " of frr.conf into the block (outside it FRR ignores them)");
        } else if (state.unset().isEmpty() && !state.unsaved().isEmpty()) {
            parts.add("save to frr.conf");
        }
        return String.join(", ", parts);
    }

    /** What a person would type for the same effect. */
    private static List<Command> typed(FrrConfigure action, FrrState state) {
        List<Command> typed = new ArrayList<>();
        state.disabled().forEach(d -> typed.add(enable(d)));
        boolean restart = !state.disabled().isEmpty() || !state.stopped().isEmpty();
        if (action.method() == FrrConfigure.Method.FILE
                && (!state.unsaved().isEmpty() || !state.stray().isEmpty())) {
            typed.add(replace(action, state));
            restart |= !state.unset().isEmpty();
        }
        if (restart) {
            typed.add(RESTART);
        }
        boolean inPlace = state.unset().isEmpty()
                && state.unsaved().isEmpty()
                && state.stray().isEmpty();
        if (action.method() == FrrConfigure.Method.VTYSH && !inPlace) {
            typed.add(configure(action, state.unset()));
        }
        return typed;
    }

    private static Command enable(String daemon) {
        return Command.of("sed", "-i", "s/^" + daemon + "=no/" + daemon + "=yes/", FrrState.DAEMONS)
                .asRoot();
    }

    private static Command configure(FrrConfigure action, List<String> lines) {
        List<String> typed = new ArrayList<>();
        if (!lines.isEmpty()) {
            typed.add("configure terminal");
            if (!action.block().isEmpty()) {
                typed.add(action.block());
            }
            typed.addAll(lines);
            typed.add("end");
        }
        typed.add("write memory");
        return FrrState.vtysh(typed.toArray(String[]::new));
    }

    private static void converge(Nodes nodes, FrrConfigure action) throws Unreachable, NotDone {
        FrrState state = FrrState.read(nodes, action);
        for (String daemon : state.disabled()) {
            nodes.must(action.node(), enable(daemon));
        }
        boolean file = action.method() == FrrConfigure.Method.FILE;
        if (file && (!state.unsaved().isEmpty() || !state.stray().isEmpty())) {
            nodes.must(action.node(), replace(action, state));
        }
        if (!state.disabled().isEmpty()
                || !state.stopped().isEmpty()
                || file && !state.unset().isEmpty()) {
            restart(nodes, action);
            state = FrrState.read(nodes, action);
        }
        if (!file && !state.asWanted()) {
            type(nodes, action.node(), configure(action, state.unset()));
        }
        verify(nodes, action);
    }

    private static Command replace(FrrConfigure action, FrrState state) {
        FrrFile file = FrrFile.parse(state.file());
        file.remove("", state.stray());
        file.remove(action.block(), FrrLines.removedBy(file.within(action.block()), action.lines()));
        file.add(action.block(), FrrLines.lacking(file.within(action.block()), action.lines()));
        byte[] text = file.text().getBytes(StandardCharsets.UTF_8);
        return Command.of("sh", "-c", REPLACE, FrrState.CONF).stdin(text).asRoot();
    }

    /** FRR has nothing to watch, so the router itself asks until the daemons answer. */
    private static void restart(Nodes nodes, FrrConfigure action) throws Unreachable, NotDone {
        nodes.must(action.node(), RESTART);
        String wanted = action.daemons().stream()
                .map(d -> " && echo \"$up\" | grep -qw " + d)
                .reduce("", String::concat);
        String wait = "for i in $(seq 100); do up=$(vtysh -c 'show daemons' 2>&1) && echo \"$up\" | grep -qw zebra"
                + wanted + " && exit 0; sleep 0.1; done; echo \"daemons that run: $up\" >&2; exit 1";
        nodes.must(action.node(), Command.sh(wait).asRoot());
    }

    /** vtysh says what it does not take, and may still end with 0. */
    private static void type(Nodes nodes, NodeName node, Command command) throws Unreachable, NotDone {
        Result result = nodes.run(node, command);
        String complaint = (result.stdout() + "\n" + result.stderr())
                .lines()
                .filter(line -> line.startsWith("%") || line.contains("is not running"))
                .findFirst()
                .orElse(result.ok() ? "" : Nodes.said(result));
        if (!complaint.isEmpty()) {
            throw new NotDone(complaint, nodes.paste(node, FrrState.vtysh("show running-config")));
        }
    }

    private static void verify(Nodes nodes, FrrConfigure action) throws Unreachable, NotDone {
        FrrState after = FrrState.read(nodes, action);
        if (!after.unset().isEmpty()) {
            throw new NotDone(
                    "FRR did not take '" + after.unset().getFirst() + "'",
                    nodes.paste(action.node(), FrrState.vtysh("show running-config")));
        }
    }
}
