package dev.cilab.term;

import dev.cilab.event.Events;
import java.time.InstantSource;

/** How a run is shown while it goes on, on stderr: it is talk, not data. */
public interface RunView extends Events, AutoCloseable {

    /** Gives the terminal back as it was. */
    @Override
    void close();

    /** Redrawn lines where the terminal can, a log elsewhere. @param trace show every command that is run */
    static RunView of(Io io, boolean trace) {
        if (!io.terminal().live()) {
            return new PlainView(io.err(), trace);
        }
        LiveView view = new LiveView(io.err(), TerminalSize.measured(io.terminal()), trace, InstantSource.system());
        view.startTicking();
        return view;
    }
}
