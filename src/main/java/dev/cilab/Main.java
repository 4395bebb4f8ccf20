package dev.cilab;

import dev.cilab.cli.CommandLines;
import dev.cilab.cli.HelpPages;
import dev.cilab.term.Io;
import java.util.Optional;
import sun.misc.Signal;

/** The program. */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        Io io = Io.system();
        Thread main = Thread.currentThread();
        io.interrupts().heedBy(() -> {
            Signal.handle(new Signal("INT"), signal -> {
                io.interrupts().raise();
                main.interrupt();
            });
            Signal.handle(new Signal("TERM"), signal -> System.exit(128 + signal.getNumber()));
        });
        int exit = run(args, io);
        io.out().flush();
        io.err().flush();
        System.exit(exit);
    }

    /**
     * One run of the command line; re-entrant. Help is answered before anything else is loaded.
     *
     * @return the exit code
     */
    public static int run(String[] args, Io io) {
        Optional<String> help = HelpPages.asked(args, io.dataScreen().colour());
        if (help.isPresent()) {
            io.out().print(help.get());
            return 0;
        }
        return CommandLines.execute(args, io);
    }
}
