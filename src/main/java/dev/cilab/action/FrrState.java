package dev.cilab.action;

import dev.cilab.exec.Command;
import dev.cilab.exec.Result;
import dev.cilab.exec.Unreachable;
import dev.cilab.lab.Action.FrrConfigure;
import dev.cilab.lab.NodeName;
import dev.cilab.probe.bgp.RunningConfig;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * FRR on a router, held against what is wanted of it.
 *
 * @param file       frr.conf
 * @param disabled   wanted daemons that /etc/frr/daemons does not enable
 * @param stopped    wanted daemons that do not run
 * @param unset      wanted lines that the running configuration lacks
 * @param unsaved    wanted lines that frr.conf lacks in their block
 * @param stray      wanted lines that stand in frr.conf outside every block, where FRR ignores them
 */
record FrrState(
        String file,
        List<String> disabled,
        List<String> stopped,
        List<String> unset,
        List<String> unsaved,
        List<String> stray) {

    static final String DAEMONS = "/etc/frr/daemons";
    static final String CONF = "/etc/frr/frr.conf";

    static FrrState read(Nodes nodes, FrrConfigure wanted) throws Unreachable {
        NodeName node = wanted.node();
        List<Command> questions = List.of(
                Command.of("cat", DAEMONS).asRoot(),
                Command.of("cat", CONF).asRoot(),
                vtysh("show daemons"),
                vtysh("show running-config"));
        List<Result> answers = Nodes.all(questions, question -> nodes.run(node, question));
        if (!answers.get(0).ok()) {
            throw new Unreachable(node.value(), "FRR is not installed there: " + Nodes.said(answers.get(0)));
        }
        String enabled = answers.get(0).stdout();
        List<String> running = List.of(answers.get(2).stdout().strip().split("\\s+"));
        FrrFile file = FrrFile.parse(answers.get(1).stdout());
        List<String> live =
                RunningConfig.parse(node.value(), answers.get(3).stdout()).within(wanted.block());
        List<String> stray = wanted.block().isEmpty()
                ? List.of()
                : file.within("").stream().filter(normal(wanted)::contains).toList();
        return new FrrState(
                answers.get(1).stdout(),
                wanted.daemons().stream()
                        .filter(d -> enabled.lines().noneMatch((d + "=yes")::equals))
                        .toList(),
                wanted.daemons().stream().filter(d -> !running.contains(d)).toList(),
                FrrLines.lacking(live, wanted.lines()),
                FrrLines.lacking(file.within(wanted.block()), wanted.lines()),
                stray);
    }

    private static List<String> normal(FrrConfigure wanted) {
        return wanted.lines().stream().map(FrrFile::normal).toList();
    }

    static Command vtysh(String... lines) {
        return Command.of(Stream.concat(Stream.of("vtysh"), Arrays.stream(lines).flatMap(l -> Stream.of("-c", l)))
                        .toList())
                .asRoot();
    }

    boolean asWanted() {
        return disabled.isEmpty() && stopped.isEmpty() && unset.isEmpty() && unsaved.isEmpty() && stray.isEmpty();
    }

    boolean someThere(FrrConfigure wanted) {
        return unset.size() < wanted.lines().size();
    }
}
