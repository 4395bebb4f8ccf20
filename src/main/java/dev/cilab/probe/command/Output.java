package dev.cilab.probe.command;

import java.util.List;

/** How a command ended on a node; {@code lines} are those of its standard output. */
public record Output(String on, int exit, String stdout, String stderr, List<String> lines) {

    public Output {
        lines = List.copyOf(lines);
    }
}
