package dev.cilab.term;

import dev.cilab.lab.LabInvalid;
import dev.cilab.lab.Problem;
import java.io.PrintStream;

/** Errors as a person needs them: what happened, what shows it, what to do next. Never more than six lines. */
public final class ErrorView {

    private static final int MOST = 6;

    private final PrintStream err;
    private final Theme theme;

    public ErrorView(Io io) {
        this.err = io.err();
        this.theme = new Theme(io.terminal());
    }

    /** @param evidence what shows it, may be empty; @param next a command or advice, may be empty */
    public void print(String what, String evidence, String next) {
        err.println(theme.error("error: ") + what);
        int room = MOST - 1 - (next.isEmpty() ? 0 : 1);
        evidence.lines().filter(line -> !line.isBlank()).limit(room).forEach(line -> err.println("  " + line));
        if (!next.isEmpty()) {
            err.println(theme.faint("next:  ") + theme.command(next));
        }
        err.flush();
    }

    /** Every mistake of a lab's files, each with its line. */
    public void print(LabInvalid invalid) {
        for (Problem problem : invalid.problems()) {
            String suggestion = problem.suggestion().isEmpty() ? "" : "; " + problem.suggestion();
            err.println(theme.name(problem.at() + ": ") + theme.error(problem.message()) + suggestion);
            snippet(problem);
        }
        int count = invalid.problems().size();
        err.println(count == 1 ? "1 mistake in the lab's files" : count + " mistakes in the lab's files");
        err.flush();
    }

    private void snippet(Problem problem) {
        if (problem.line().isBlank()) {
            return;
        }
        String number = String.valueOf(problem.at().line());
        String line = problem.line().replace('\t', ' ');
        int before = Math.min(problem.at().column() - 1, line.length());
        String caret = " ".repeat(Cells.width(line.substring(0, before))) + "^".repeat(problem.length());
        err.println(theme.faint("  " + number + " | ") + line);
        err.println(theme.faint("  " + " ".repeat(number.length()) + " | ") + theme.error(caret));
    }
}
