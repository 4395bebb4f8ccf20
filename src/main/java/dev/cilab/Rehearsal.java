package dev.cilab;

import dev.cilab.term.Io;

/**
 * Runs several commands in one process, one after the other, for the record of what they load: each argument is a command line, its words set
 * apart by blanks. What it has recorded makes the real starts faster.
 */
public final class Rehearsal {

    private Rehearsal() {}

    public static void main(String[] lines) {
        Io io = Io.system();
        int failed = 0;
        for (String line : lines) {
            int exit = Main.run(line.split(" "), io);
            io.err().println("# cilab " + line + ": " + exit);
            failed = exit == 0 ? failed : exit;
        }
        io.out().flush();
        io.err().flush();
        System.exit(failed);
    }
}
