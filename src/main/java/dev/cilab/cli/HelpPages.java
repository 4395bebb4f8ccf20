package dev.cilab.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Help as the build rendered it. Printing a page loads no library: that is what keeps {@code cilab --help} near the start-up time of an empty
 * program. A test holds the pages against picocli's own rendering.
 */
public final class HelpPages {

    private static final Pattern STYLES = Pattern.compile("\u001B\\[[0-9;]*m");

    private HelpPages() {}

    /** Where the build puts the page of a command, e.g. {@code bgp routes available}. */
    static String resource(List<String> path) {
        return "/help/" + (path.isEmpty() ? "cilab" : String.join("_", path)) + ".txt";
    }

    /**
     * The page that these arguments ask for: {@code --help} anywhere before {@code --}, {@code help WORDS}, a group without a command, or
     * nothing at all. Empty when they ask for something else, or for a page that does not exist.
     */
    public static Optional<String> asked(String[] args, boolean styled) {
        List<String> words = new ArrayList<>();
        boolean asked = args.length == 0;
        for (String arg : args) {
            if (arg.equals("--")) {
                break;
            }
            if (arg.equals("-h") || arg.equals("--help")) {
                asked = true;
            } else if (arg.startsWith("-")) {
                continue;
            } else if (words.isEmpty() && arg.equals("help")) {
                asked = true;
            } else {
                words.add(arg);
            }
        }
        return asked ? longestPage(words, styled) : Optional.empty();
    }

    /** Arguments after the command's own words do not matter: {@code cilab ssh router --help} is the page of {@code ssh}. */
    private static Optional<String> longestPage(List<String> words, boolean styled) {
        for (int length = words.size(); length > 0; length--) {
            Optional<String> page = page(words.subList(0, length), styled);
            if (page.isPresent()) {
                return page;
            }
        }
        return words.isEmpty() ? page(words, styled) : Optional.empty();
    }

    static Optional<String> page(List<String> path, boolean styled) {
        try (InputStream in = HelpPages.class.getResourceAsStream(resource(path))) {
            if (in == null) {
                return Optional.empty();
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Optional.of(styled ? text : STYLES.matcher(text).replaceAll(""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
