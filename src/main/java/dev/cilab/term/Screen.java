package dev.cilab.term;

import java.util.Map;

/**
 * What a stream's far end can show.
 *
 * @param person  somebody sits there: it is a terminal, however little it can show, and may be asked at
 * @param live    lines may be redrawn
 * @param colour  escape sequences for colour are understood and wanted
 * @param columns width in cells
 */
public record Screen(boolean person, boolean live, boolean colour, int columns) {

    public static final Screen NONE = new Screen(false, false, false, 120);

    /** NO_COLOR, TERM=dumb, CI and pipes are decided here and nowhere else. */
    public static Screen of(boolean terminal, Map<String, String> environment) {
        String term = environment.getOrDefault("TERM", "");
        boolean capable = terminal && !term.isEmpty() && !term.equals("dumb");
        boolean colour = capable && environment.getOrDefault("NO_COLOR", "").isEmpty();
        boolean live = capable && !environment.containsKey("CI");
        return new Screen(terminal, live, colour, columns(environment));
    }

    private static int columns(Map<String, String> environment) {
        try {
            return Math.max(40, Integer.parseInt(environment.getOrDefault("COLUMNS", "")));
        } catch (NumberFormatException e) {
            return 120;
        }
    }
}
