package dev.cilab.term;

import dev.cilab.exec.Command;
import dev.cilab.exec.LocalHost;
import dev.cilab.exec.Unreachable;
import java.time.Duration;

/** Asks the terminal how wide it is. Shells seldom hand COLUMNS on, so {@code stty} is asked, once for a live view. */
final class TerminalSize {

    private static final Duration LONGEST = Duration.ofMillis(500);

    private TerminalSize() {}

    /** The screen with the width as the terminal tells it; unchanged where it does not tell. */
    static Screen measured(Screen screen) {
        int columns = columns();
        return columns > 0 ? new Screen(screen.person(), screen.live(), screen.colour(), columns) : screen;
    }

    private static int columns() {
        try (LocalHost here = new LocalHost()) {
            String[] size = here.run(
                            Command.sh("stty size </dev/tty 2>/dev/null").timeout(LONGEST))
                    .stdout()
                    .strip()
                    .split(" ");
            return size.length == 2 ? Integer.parseInt(size[1]) : 0;
        } catch (Unreachable | NumberFormatException e) {
            return 0;
        }
    }
}
