package dev.cilab.cli;

import dev.cilab.term.DataOutput;
import dev.cilab.term.Io;
import dev.cilab.term.OutputFormat;
import picocli.CommandLine.Option;

/** How data is printed. */
final class OutputOptions {

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "table, wide, json, yaml or jsonl (default: table).")
    OutputFormat format = OutputFormat.TABLE;

    DataOutput to(Io io) {
        return new DataOutput(io.out(), format);
    }
}
