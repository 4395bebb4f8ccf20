package dev.cilab.cli;

import dev.cilab.run.ExitCode;
import dev.cilab.term.Io;
import dev.cilab.term.OutputFormat;
import dev.cilab.watch.PlainWatch;
import dev.cilab.watch.Watching;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "watch",
        description = {
            "Everything that moves, on one screen: BGP peers and table of the router, kernel routes of every machine, endpoints,",
            "traffic, and what changed when. Without a terminal: the state once, then every change as a line."
        },
        footer = {
            "",
            "Keys: 1-6 a pane alone, Tab and arrows, / filter, : go to, ? help, q quit",
            "",
            "Examples:",
            "  cilab bgp watch",
            "  cilab bgp watch --once",
            "  cilab bgp watch --once -o json | jq .peers.rows",
            "  cilab bgp watch | tee changes.log"
        })
final class WatchCommand implements Callable<Integer> {

    private final Invocation invocation;

    @Mixin
    private EnvironmentOptions environment = new EnvironmentOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Option(names = "--once", description = "Print the state once and end.")
    private boolean once;

    WatchCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() throws Exception {
        Io io = invocation.io();
        try (OpenLab open = OpenLab.places(invocation, invocation.lab(), environment)) {
            Ready.require(open);
            if (once) {
                return (new PlainWatch(open.scope(), io, output.format).once() ? ExitCode.OK : ExitCode.NOT_OBSERVED)
                        .code();
            }
            if (io.dataScreen().live() && output.format == OutputFormat.TABLE) {
                new Watching(
                                open.scope(),
                                io,
                                open.topology().name() + " on "
                                        + open.environment().name())
                        .run();
                return ExitCode.OK.code();
            }
            Thread here = Thread.currentThread();
            try (AutoCloseable listening = io.interrupts().listen(here::interrupt)) {
                new PlainWatch(open.scope(), io, output.format).follow();
            } catch (InterruptedException e) {
                Thread.interrupted(); // the way to end it
            }
            return ExitCode.OK.code();
        }
    }
}
