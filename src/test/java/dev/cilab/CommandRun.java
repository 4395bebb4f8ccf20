package dev.cilab;

import dev.cilab.term.Io;
import dev.cilab.term.Screen;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** One run of the command line in this process, with everything it printed. */
public record CommandRun(int exit, String out, String err) {

    /** One for all tests: what is in it takes long to make. */
    public static final Path CACHE = Path.of("target", "cilab-cache").toAbsolutePath();

    /** @param state a state folder of the test's own */
    public static CommandRun of(Path state, String... args) {
        return of(state, Map.of(), "", Screen.NONE, args);
    }

    /**
     * @param variables more environment variables
     * @param typed     what stands on standard input
     */
    public static CommandRun of(
            Path state, Map<String, String> variables, String typed, Screen terminal, String... args) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "CILAB_STATE",
                state.toString(),
                "CILAB_CACHE",
                CACHE.toString(),
                "PATH",
                System.getenv("PATH"),
                "HOME",
                state.toString()));
        environment.putAll(variables);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Io io = new Io(
                new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                environment,
                state,
                terminal,
                Screen.NONE,
                new Io.Interrupts());
        int exit = Main.run(args, io);
        return new CommandRun(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** What went where, for golden files. */
    public String shown(String... args) {
        return "$ cilab " + String.join(" ", args) + "\n" + out + (err.isEmpty() ? "" : "--- stderr\n" + err)
                + "--- exit " + exit + "\n";
    }
}
