package dev.cilab.env.adopted;

import dev.cilab.env.Finding;
import dev.cilab.exec.Unreachable;
import java.util.List;

/** Puts those who do not answer into findings. */
final class Findings {

    private Findings() {}

    static Finding of(Unreachable failure, String fix) {
        List<String> lines = failure.getMessage().lines().toList();
        return new Finding(
                Finding.Severity.ERROR,
                failure.where() + ": " + lines.getFirst(),
                String.join("\n", lines.subList(1, lines.size())),
                fix);
    }
}
