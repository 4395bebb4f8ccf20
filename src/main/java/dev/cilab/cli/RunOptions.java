package dev.cilab.cli;

import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a run goes on and how it is shown. */
final class RunOptions {

    @Option(names = "--keep-going", description = "Do not stop at the first step that fails.")
    boolean keepGoing;

    @Option(names = "--trace", description = "Show every command that cilab runs, as a line to paste.")
    boolean trace;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description =
                    "Write a report when the run has ended: FILE.html for people, FILE.xml (JUnit) for CI, FILE.json for programs.")
    Path report;

    @Mixin
    OutputOptions output = new OutputOptions();
}
