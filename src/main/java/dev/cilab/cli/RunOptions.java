package dev.cilab.cli;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a run goes on and how it is shown. */
final class RunOptions {

    @Option(names = "--keep-going", description = "Do not stop at the first step that fails.")
    boolean keepGoing;

    @Option(names = "--trace", description = "Show every command that cilab runs, as a line to paste.")
    boolean trace;

    @Mixin
    OutputOptions output = new OutputOptions();
}
