package dev.cilab.term;

import dev.cilab.event.Advice;
import dev.cilab.event.Event;
import dev.cilab.event.Result;
import java.util.ArrayList;
import java.util.List;

/** A check that did not pass, in at most six lines: its name, what was seen, what it may be, what to try, where to look. */
final class CheckLines {

    private static final int MOST = 6;

    private final Theme theme;

    CheckLines(Theme theme) {
        this.theme = theme;
    }

    /** The lines below the check's name. */
    List<String> of(Event.CheckFinished check) {
        List<String> advice = advice(check);
        int room = MOST - 1 - advice.size();
        List<String> lines = new ArrayList<>(seen(check, room));
        lines.addAll(advice);
        return lines;
    }

    private List<String> seen(Event.CheckFinished check, int room) {
        List<String> lines = new ArrayList<>(List.of(check.summary()));
        // the summary ends with the first difference already
        check.evidence().stream().skip(1).forEach(lines::add);
        if (lines.size() <= room) {
            return lines;
        }
        List<String> most = new ArrayList<>(lines.subList(0, Math.max(1, room)));
        int more = lines.size() - most.size();
        most.set(most.size() - 1, most.getLast() + theme.faint(" (and " + more + " more)"));
        return most;
    }

    private List<String> advice(Event.CheckFinished check) {
        List<String> lines = new ArrayList<>();
        if (check.result() == Result.FAIL && !check.hints().isEmpty()) {
            Advice hint = check.hints().getFirst();
            lines.add(theme.faint("hint ") + hint.say());
            if (!hint.command().isEmpty()) {
                lines.add(theme.faint("try  ") + theme.command(hint.command()));
            }
        }
        if (!check.command().isEmpty()) {
            lines.add(theme.faint("look ") + theme.command(check.command()));
        }
        return lines;
    }
}
