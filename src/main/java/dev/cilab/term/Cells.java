package dev.cilab.term;

/** How wide text is on a terminal: escape sequences take no cell, combining marks none, East Asian wide characters and emoji two. */
public final class Cells {

    private Cells() {}

    public static int width(String text) {
        int width = 0;
        int i = 0;
        while (i < text.length()) {
            int skip = escapeLength(text, i);
            if (skip > 0) {
                i += skip;
                continue;
            }
            int code = text.codePointAt(i);
            width += width(code);
            i += Character.charCount(code);
        }
        return width;
    }

    public static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - width(text)));
    }

    /** The text cut to a width, with an ellipsis where something is missing; plain text only. */
    public static String cut(String text, int width) {
        if (width(text) <= width) {
            return text;
        }
        StringBuilder kept = new StringBuilder();
        int used = 0;
        int i = 0;
        while (i < text.length()) {
            int code = text.codePointAt(i);
            if (used + width(code) > width - 1) {
                break;
            }
            used += width(code);
            kept.appendCodePoint(code);
            i += Character.charCount(code);
        }
        return kept.append('…').toString();
    }

    private static int escapeLength(String text, int at) {
        if (text.charAt(at) != '\u001B' || at + 1 >= text.length() || text.charAt(at + 1) != '[') {
            return 0;
        }
        int end = at + 2;
        while (end < text.length() && (text.charAt(end) < '@' || text.charAt(end) > '~')) {
            end++;
        }
        return Math.min(end + 1, text.length()) - at;
    }

    private static int width(int code) {
        int type = Character.getType(code);
        if (type == Character.NON_SPACING_MARK
                || type == Character.ENCLOSING_MARK
                || type == Character.FORMAT
                || Character.isISOControl(code)) {
            return 0;
        }
        return isWide(code) ? 2 : 1;
    }

    private static boolean isWide(int code) {
        return code >= 0x1100
                && (code <= 0x115F
                        || (code >= 0x2E80 && code <= 0xA4CF && code != 0x303F)
                        || (code >= 0xAC00 && code <= 0xD7A3)
                        || (code >= 0xF900 && code <= 0xFAFF)
                        || (code >= 0xFE30 && code <= 0xFE6F)
                        || (code >= 0xFF00 && code <= 0xFF60)
                        || (code >= 0xFFE0 && code <= 0xFFE6)
                        || (code >= 0x1F300 && code <= 0x1F64F)
                        || (code >= 0x1F900 && code <= 0x1F9FF)
                        || (code >= 0x20000 && code <= 0x3FFFD));
    }
}
