package dev.cilab.exec;

import java.util.List;

/** Writes a file through a command's standard input: temporary name, right mode, then rename. */
public final class Upload {

    /** $1 path, $2 mode, $3 size. A cut connection looks like the end of the content, so the size decides whether it takes the name. */
    private static final String SCRIPT = """
            umask 077
            t="$1.cilab.$$"
            trap '' PIPE HUP
            trap 'rm -f -- "$t"' EXIT
            cat >"$t" || exit 1
            [ "$(wc -c <"$t")" -eq "$3" ] || { echo "content incomplete" >&2; exit 74; }
            chmod "$2" "$t" && mv -f -- "$t" "$1"
            """;

    private Upload() {}

    public static Command of(byte[] content, String path, FileMode mode) {
        return Command.of(List.of("sh", "-c", SCRIPT, "sh", path, mode.octal(), String.valueOf(content.length)))
                .stdin(content);
    }

    /** @throws Unreachable when the command said that the file was not written */
    public static void require(Result result, String where, String path) throws Unreachable {
        if (!result.ok()) {
            String why = result.stderr().lines().findFirst().orElse("exit " + result.exit());
            throw new Unreachable(where, "cannot write " + path + ": " + why);
        }
    }
}
