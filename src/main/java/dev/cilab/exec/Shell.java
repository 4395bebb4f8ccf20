package dev.cilab.exec;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Words and lines as a POSIX shell reads them. */
public final class Shell {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

    private static final Pattern SPECIAL_IN_DOUBLE_QUOTES = Pattern.compile("[$`\"\\\\!]");

    private Shell() {}

    /** One word, quoted only where the shell would otherwise read it differently. */
    public static String quote(String word) {
        if (PLAIN.matcher(word).matches()) {
            return word;
        }
        boolean readableInDoubleQuotes =
                word.contains("'") && !SPECIAL_IN_DOUBLE_QUOTES.matcher(word).find();
        return readableInDoubleQuotes ? '"' + word + '"' : "'" + word.replace("'", "'\\''") + "'";
    }

    /** A program and its arguments as one line. */
    public static String quote(List<String> argv) {
        String first = argv.getFirst();
        // an assignment-like first word ("A=b") would be taken for a variable
        String program = first.contains("=") ? "'" + first.replace("'", "'\\''") + "'" : quote(first);
        return argv.size() == 1
                ? program
                : program + argv.stream().skip(1).map(Shell::quote).collect(Collectors.joining(" ", " ", ""));
    }

    /** The argv with its standard input as a here-document; binary input is only told by its size. */
    public static String line(List<String> argv, byte[] stdin) {
        String line = quote(argv);
        if (stdin.length == 0) {
            return line;
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(stdin))
                    .toString();
            if (text.indexOf('\0') < 0) {
                return hereDocument(line, text);
            }
        } catch (CharacterCodingException binary) {
            // said below
        }
        return line + " < input   # " + stdin.length + " bytes of binary input";
    }

    private static String hereDocument(String line, String text) {
        String end = "EOF";
        while (text.lines().anyMatch(end::equals)) {
            end += "_";
        }
        return line + " <<'" + end + "'\n" + text + (text.endsWith("\n") ? "" : "\n") + end;
    }
}
