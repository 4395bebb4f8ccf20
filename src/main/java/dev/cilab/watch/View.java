package dev.cilab.watch;

import java.util.Optional;

/**
 * What of the picture is looked at, and how; every key makes a new one.
 *
 * @param focus  the pane that arrows move in
 * @param zoomed only that pane is shown
 * @param filter rows that contain it are shown; empty = all
 * @param mode   what keys mean
 * @param input  typed at a prompt so far
 * @param scroll rows of the focus that are above its upper edge
 * @param quit   the user wants to leave
 * @param said   an answer to the last key, e.g. that a command is unknown
 */
record View(Pane focus, boolean zoomed, String filter, Mode mode, String input, int scroll, boolean quit, String said) {

    enum Mode {
        NORMAL,
        FILTER,
        COMMAND,
        HELP
    }

    static final View START = new View(Pane.PEERS, false, "", Mode.NORMAL, "", 0, false, "");

    private static final int PAGE = 10;

    View key(Key key) {
        return switch (mode) {
            case NORMAL -> normal(key);
            case FILTER -> prompt(key, true);
            case COMMAND -> prompt(key, false);
            case HELP -> mode(Mode.NORMAL);
        };
    }

    private View normal(Key key) {
        return switch (key) {
            case Key.Character(char c) -> character(c);
            case Key.Special special ->
                switch (special) {
                    case UP -> scroll(scroll - 1);
                    case DOWN -> scroll(scroll + 1);
                    case PAGE_UP -> scroll(scroll - PAGE);
                    case PAGE_DOWN -> scroll(scroll + PAGE);
                    case HOME -> scroll(0);
                    case END -> scroll(Integer.MAX_VALUE / 2);
                    case LEFT -> focus(focus.next(-1));
                    case RIGHT, TAB -> focus(focus.next(1));
                    case ENTER -> zoomed(true);
                    case ESCAPE -> zoomed ? zoomed(false) : filtered("");
                    case BACKSPACE -> this;
                };
        };
    }

    private View character(char c) {
        return switch (c) {
            case 'q' -> leave();
            case '?', 'h' -> mode(Mode.HELP);
            case '/' -> mode(Mode.FILTER).typed(filter);
            case ':' -> mode(Mode.COMMAND).typed("");
            case 'j' -> scroll(scroll + 1);
            case 'k' -> scroll(scroll - 1);
            case 'g' -> scroll(0);
            case 'G' -> scroll(Integer.MAX_VALUE / 2);
            case '0' -> zoomed(false);
            default ->
                Pane.numbered(c)
                        .map(pane -> focus(pane).zoomed(!(zoomed && focus == pane)))
                        .orElse(this);
        };
    }

    private View prompt(Key key, boolean filtering) {
        return switch (key) {
            case Key.Character(char c) -> filtering ? typed(input + c).filtered(input + c) : typed(input + c);
            case Key.Special.BACKSPACE -> {
                String shorter = input.isEmpty() ? "" : input.substring(0, input.length() - 1);
                yield filtering ? typed(shorter).filtered(shorter) : typed(shorter);
            }
            case Key.Special.ENTER -> filtering ? mode(Mode.NORMAL) : command();
            case Key.Special.ESCAPE -> filtering ? filtered("").mode(Mode.NORMAL) : mode(Mode.NORMAL);
            case Key.Special other -> this;
        };
    }

    private View command() {
        String word = input.strip();
        if (word.isEmpty()) {
            return mode(Mode.NORMAL);
        }
        if (word.equals("q") || word.equals("quit")) {
            return leave();
        }
        if (word.equals("all")) {
            return mode(Mode.NORMAL).zoomed(false);
        }
        Optional<Pane> pane = Pane.named(word);
        return pane.isPresent()
                ? mode(Mode.NORMAL).focus(pane.get()).zoomed(true)
                : mode(Mode.NORMAL)
                        .saying("no view \"" + word + "\"; :peers :rib :fib :endpoints :traffic :changes :all :q");
    }

    /** With scrolling kept within what there is. */
    View within(int rows, int visible) {
        int most = Math.max(0, rows - visible);
        return scroll > most ? scroll(most) : this;
    }

    private View focus(Pane pane) {
        return new View(pane, zoomed, filter, mode, input, pane == focus ? scroll : 0, quit, "");
    }

    private View zoomed(boolean now) {
        return new View(focus, now, filter, mode, input, now == zoomed ? scroll : 0, quit, "");
    }

    private View filtered(String by) {
        return new View(focus, zoomed, by, mode, input, 0, quit, "");
    }

    private View mode(Mode next) {
        return new View(focus, zoomed, filter, next, "", scroll, quit, "");
    }

    private View typed(String text) {
        return new View(focus, zoomed, filter, mode, text, scroll, quit, "");
    }

    private View scroll(int to) {
        return new View(focus, zoomed, filter, mode, input, Math.max(0, to), quit, "");
    }

    private View leave() {
        return new View(focus, zoomed, filter, mode, input, scroll, true, "");
    }

    private View saying(String text) {
        return new View(focus, zoomed, filter, mode, input, scroll, quit, text);
    }
}
