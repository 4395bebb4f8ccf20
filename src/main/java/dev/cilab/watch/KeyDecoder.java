package dev.cilab.watch;

import java.io.IOException;
import java.util.Optional;

/** Makes keys of what a terminal sends. */
final class KeyDecoder {

    /** Between the bytes of one key; after a lone escape nothing follows. */
    private static final long TOGETHER_MILLIS = 30;

    static final int NOTHING = -2;

    /** Characters as they come. */
    interface Input {

        /** @return a character, -1 at the end, {@link #NOTHING} when none came in time; 0 milliseconds = wait */
        int read(long millis) throws IOException;
    }

    private final Input input;
    private int ahead = NOTHING;

    KeyDecoder(Input input) {
        this.input = input;
    }

    /** Waits for the next key; empty when there is no terminal any more. */
    Optional<Key> next() throws IOException {
        while (true) {
            int c = ahead == NOTHING ? input.read(0) : ahead;
            ahead = NOTHING;
            Key key =
                    switch (c) {
                        case -1 -> null;
                        case 27 -> sequence();
                        case '\r', '\n' -> Key.Special.ENTER;
                        case '\t' -> Key.Special.TAB;
                        case 8, 127 -> Key.Special.BACKSPACE;
                        default -> c >= ' ' ? new Key.Character((char) c) : Key.Special.ESCAPE;
                    };
            if (c != NOTHING) {
                return Optional.ofNullable(key);
            }
        }
    }

    private Key sequence() throws IOException {
        int second = input.read(TOGETHER_MILLIS);
        if (second != '[' && second != 'O') {
            ahead = second; // the next key, if any
            return Key.Special.ESCAPE;
        }
        StringBuilder argument = new StringBuilder();
        int c = input.read(TOGETHER_MILLIS);
        while (c >= '0' && c <= ';') {
            argument.append((char) c);
            c = input.read(TOGETHER_MILLIS);
        }
        return switch (c) {
            case 'A' -> Key.Special.UP;
            case 'B' -> Key.Special.DOWN;
            case 'C' -> Key.Special.RIGHT;
            case 'D' -> Key.Special.LEFT;
            case 'H' -> Key.Special.HOME;
            case 'F' -> Key.Special.END;
            case '~' ->
                switch (argument.toString()) {
                    case "5" -> Key.Special.PAGE_UP;
                    case "6" -> Key.Special.PAGE_DOWN;
                    case "1", "7" -> Key.Special.HOME;
                    case "4", "8" -> Key.Special.END;
                    default -> Key.Special.ESCAPE;
                };
            default -> Key.Special.ESCAPE;
        };
    }
}
