package dev.cilab;

import dev.cilab.term.Io;
import dev.cilab.term.Screen;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
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
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        InputStream in = new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8));
        return run(environment(state, variables), in, err, err, terminal, new Io.Interrupts(), args);
    }

    /** A run that is interrupted, as by Ctrl-C, when its progress first shows this text. */
    public static CommandRun interruptedAt(Path state, String text, String... args) {
        Io.Interrupts interrupts = new Io.Interrupts();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        OutputStream watched = new OutputStream() {
            private boolean raised;

            @Override
            public synchronized void write(int octet) {
                err.write(octet);
                if (octet == '\n'
                        && !raised
                        && err.toString(StandardCharsets.UTF_8).contains(text)) {
                    raised = true;
                    interrupts.raise();
                }
            }
        };
        return run(
                environment(state, Map.of()),
                InputStream.nullInputStream(),
                watched,
                err,
                Screen.NONE,
                interrupts,
                args);
    }

    /** @param told what came through {@code err} */
    private static CommandRun run(
            Map<String, String> environment,
            InputStream in,
            OutputStream err,
            ByteArrayOutputStream told,
            Screen terminal,
            Io.Interrupts interrupts,
            String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Io io = new Io(
                in,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                environment,
                Path.of(environment.get("CILAB_STATE")),
                terminal,
                Screen.NONE,
                interrupts);
        int exit = Main.run(args, io);
        return new CommandRun(exit, out.toString(StandardCharsets.UTF_8), told.toString(StandardCharsets.UTF_8));
    }

    private static Map<String, String> environment(Path state, Map<String, String> variables) {
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
        return environment;
    }

    /** What went where, for golden files. */
    public String shown(String... args) {
        return "$ cilab " + String.join(" ", args) + "\n" + out + (err.isEmpty() ? "" : "--- stderr\n" + err)
                + "--- exit " + exit + "\n";
    }
}
