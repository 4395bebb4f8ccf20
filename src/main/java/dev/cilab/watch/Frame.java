package dev.cilab.watch;

import dev.cilab.watch.Row.Mood;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** The whole screen as lines. Pure: the same picture, view and size give the same lines. */
final class Frame {

    private static final int SMALLEST_WIDTH = 40;
    private static final int SMALLEST_HEIGHT = 8;
    private static final List<String> HELP = List.of(
            "1-6        one pane alone, the same key again: all",
            "Tab ← →    the next pane, the one before",
            "↑ ↓ j k    scroll in it; PgUp PgDn g G",
            "Enter      that pane alone",
            "/text      only rows with this text; Esc: all",
            ":name      peers, rib, fib, endpoints, traffic, changes, all, q",
            "?          this page",
            "q Ctrl-C   leave",
            "",
            "Green is as it should be, red is not, \"old\" could not be asked.",
            "GOT: prefixes accepted; CILIUM SAYS: the other end's state.",
            "*> best path, *= used beside it, S stale (graceful restart).");

    private final Style style;
    private final DateTimeFormatter clock;

    Frame(boolean colour, ZoneId zone) {
        this.style = new Style(colour);
        this.clock = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(zone);
    }

    /** @param title e.g. {@code bgp on sandbox} */
    List<String> lines(Picture picture, View view, int width, int height, String title, Instant now) {
        if (width < SMALLEST_WIDTH || height < SMALLEST_HEIGHT) {
            return tooSmall(width, height);
        }
        List<String> lines = new ArrayList<>();
        String time = clock.format(now);
        lines.add(style.strong(Style.fit("cilab watch: " + title, width - time.length())) + time);
        int body = height - 2;
        lines.addAll(
                switch (view.mode()) {
                    case HELP -> help(width, body);
                    default ->
                        view.zoomed()
                                ? pane(picture, view.focus(), view, width, body)
                                : together(picture, view, width, body);
                });
        lines.add(footer(view, width));
        return lines;
    }

    private static List<String> tooSmall(int width, int height) {
        List<String> lines = new ArrayList<>(Collections.nCopies(Math.max(0, height), ""));
        if (height > 0) {
            lines.set(0, Style.fit("the terminal is too small", Math.max(1, width)));
        }
        return lines;
    }

    private List<String> together(Picture picture, View view, int width, int height) {
        int log = Math.max(3, height / 4);
        int top = height - log;
        int left = (width - 3) / 2;
        int right = width - 3 - left;
        List<String> lefts = stack(picture, List.of(Pane.PEERS, Pane.ENDPOINTS, Pane.TRAFFIC), view, left, top);
        List<String> rights = stack(picture, List.of(Pane.RIB, Pane.FIB), view, right, top);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < top; i++) {
            lines.add(lefts.get(i) + style.faint(" │ ") + rights.get(i));
        }
        lines.addAll(pane(picture, Pane.CHANGES, view, width, log));
        return lines;
    }

    private List<String> stack(Picture picture, List<Pane> panes, View view, int width, int height) {
        List<Integer> wishes = panes.stream()
                .map(pane -> PaneLines.wish(picture.of(pane), view.filter()))
                .toList();
        List<Integer> heights = share(height, wishes);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < panes.size(); i++) {
            lines.addAll(pane(picture, panes.get(i), view, width, heights.get(i)));
        }
        return lines;
    }

    /** Everybody gets what he wishes as long as it is no more than his share; what is left goes to those who wish more. */
    static List<Integer> share(int height, List<Integer> wishes) {
        List<Integer> heights = new ArrayList<>(Collections.nCopies(wishes.size(), 0));
        int left = height;
        boolean wanting = true;
        while (left > 0 && wanting) {
            wanting = false;
            for (int i = 0; i < wishes.size() && left > 0; i++) {
                if (heights.get(i) < wishes.get(i)) {
                    heights.set(i, heights.get(i) + 1);
                    left--;
                    wanting = true;
                }
            }
        }
        heights.set(heights.size() - 1, heights.getLast() + left);
        return heights;
    }

    private List<String> pane(Picture picture, Pane pane, View view, int width, int height) {
        Content content = pane == Pane.CHANGES ? changes(picture) : picture.of(pane);
        return new PaneLines(style, width).lines(pane, content, view, height);
    }

    /** How many rows can be scrolled to. */
    int rows(Picture picture, View view) {
        Content content = view.focus() == Pane.CHANGES ? changes(picture) : picture.of(view.focus());
        return PaneLines.shown(content, view.filter()).size();
    }

    /** Latest first: what just happened is seen without scrolling. */
    private Content changes(Picture picture) {
        List<Row> rows = new ArrayList<>();
        for (Change change : picture.changes().reversed()) {
            Mood mood =
                    change.text().startsWith("-") ? Mood.BAD : change.text().startsWith("+") ? Mood.GOOD : Mood.PLAIN;
            rows.add(new Row(
                    change.at().toString(),
                    "",
                    List.of(clock.format(change.at()), change.pane(), change.text()),
                    mood));
        }
        return new Content(List.of("TIME", "WHERE", "WHAT"), rows, "");
    }

    private List<String> help(int width, int height) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < height; i++) {
            lines.add(Style.fit(i > 0 && i <= HELP.size() ? "  " + HELP.get(i - 1) : "", width));
        }
        return lines;
    }

    private String footer(View view, int width) {
        String text =
                switch (view.mode()) {
                    case FILTER -> "/" + view.input() + "▏";
                    case COMMAND -> ":" + view.input() + "▏";
                    case HELP -> "any key: back";
                    case NORMAL ->
                        !view.said().isEmpty()
                                ? view.said()
                                : (view.filter().isEmpty() ? "" : "[/" + view.filter() + "] ")
                                        + "1-6 pane  Tab next  / filter  : go to  ? help  q quit";
                };
        return view.mode() == View.Mode.NORMAL ? style.faint(Style.fit(text, width)) : Style.fit(text, width);
    }
}
