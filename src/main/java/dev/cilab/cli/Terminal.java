package dev.cilab.cli;

import java.io.IOException;
import java.util.List;

/** Hands this terminal over to another program. */
final class Terminal {

    private Terminal() {}

    /** @return the program's exit code */
    static int run(List<String> argv) throws IOException, InterruptedException {
        return new ProcessBuilder(argv).inheritIO().start().waitFor();
    }
}
