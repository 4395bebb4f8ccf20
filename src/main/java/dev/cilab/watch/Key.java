package dev.cilab.watch;

/** A key as it was pressed. */
sealed interface Key {

    record Character(char value) implements Key {}

    /** Keys that are no characters. */
    enum Special implements Key {
        UP,
        DOWN,
        LEFT,
        RIGHT,
        PAGE_UP,
        PAGE_DOWN,
        HOME,
        END,
        ENTER,
        ESCAPE,
        BACKSPACE,
        TAB
    }
}
