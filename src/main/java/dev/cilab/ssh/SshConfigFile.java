package dev.cilab.ssh;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The lines of a configuration file, with those of the files it includes in their place. */
final class SshConfigFile {

    private static final Pattern LINE = Pattern.compile("\\s*([A-Za-z0-9]+)(?:\\s*=\\s*|\\s+)(.*?)\\s*");
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");
    private static final int DEEPEST_INCLUDE = 16;

    private SshConfigFile() {}

    /** @param keyword in lower case */
    record Line(String keyword, String value) {}

    static List<Line> read(Path file, Path home) throws IOException {
        List<Line> lines = new ArrayList<>();
        read(file, home, lines, 0);
        return List.copyOf(lines);
    }

    private static void read(Path file, Path home, List<Line> lines, int depth) throws IOException {
        for (String text : Files.readAllLines(file)) {
            Matcher line = LINE.matcher(text);
            if (!line.matches()) {
                continue;
            }
            String keyword = line.group(1).toLowerCase(Locale.ROOT);
            if (!keyword.equals("include")) {
                lines.add(new Line(keyword, unquote(line.group(2))));
            } else if (depth < DEEPEST_INCLUDE) {
                for (String pattern : words(line.group(2))) {
                    for (Path included : matching(pattern, home)) {
                        read(included, home, lines, depth + 1);
                    }
                }
            }
        }
    }

    /** Relative patterns are relative to {@code ~/.ssh}; wildcards are looked for in the last part only. */
    private static List<Path> matching(String pattern, Path home) throws IOException {
        Path path = pattern.startsWith("~/")
                ? home.resolve(pattern.substring(2))
                : home.resolve(".ssh").resolve(pattern);
        List<Path> found = new ArrayList<>();
        if (Files.isDirectory(path.getParent())) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(
                    path.getParent(), path.getFileName().toString())) {
                files.forEach(found::add);
            }
        }
        found.removeIf(file -> !Files.isReadable(file) || Files.isDirectory(file));
        found.sort(null);
        return found;
    }

    /** Words separated by blanks; double quotes keep blanks in a word. */
    static List<String> words(String value) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(value);
        while (word.find()) {
            words.add(word.group(1) != null ? word.group(1) : word.group(2));
        }
        return words;
    }

    private static String unquote(String value) {
        boolean quoted = value.length() > 1 && value.startsWith("\"") && value.indexOf('"', 1) == value.length() - 1;
        return quoted ? value.substring(1, value.length() - 1) : value;
    }
}
