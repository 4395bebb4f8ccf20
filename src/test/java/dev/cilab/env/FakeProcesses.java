package dev.cilab.env;

import dev.cilab.exec.Command;
import dev.cilab.exec.FileMode;
import dev.cilab.exec.Host;
import dev.cilab.exec.Line;
import dev.cilab.exec.Result;
import dev.cilab.exec.Running;
import dev.cilab.exec.Shell;
import dev.cilab.exec.Unreachable;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** A machine whose programs are answers: it keeps a transcript of what was typed and given, and a test can make any line fail. */
public abstract class FakeProcesses implements Host {

    private static final String INTO_MACHINE = "$ docker exec -i";

    private final List<String> transcript = new ArrayList<>();
    private final Map<String, Answer> faults = new LinkedHashMap<>();

    /** How a program ended. */
    public record Answer(int exit, String out, String err) {

        public static Answer ok(String out) {
            return new Answer(0, out, "");
        }

        public static Answer failed(int exit, String err) {
            return new Answer(exit, "", err);
        }
    }

    /** What the program says; it may change the fake world. */
    protected abstract Answer answer(List<String> argv, String stdin);

    /** Every command line that contains the text ends so, from now on. */
    public final FakeProcesses failing(String part, Answer answer) {
        faults.put(part, answer);
        return this;
    }

    public final void mend() {
        faults.clear();
    }

    /**
     * The lines typed since the last call, with their input. What differs every time is cut out, and neighbors that were typed into
     * machines are sorted: they run at the same time.
     */
    public final synchronized String transcript() {
        List<String> text = new ArrayList<>();
        List<String> atOnce = new ArrayList<>();
        for (String line : transcript) {
            if (!line.startsWith(INTO_MACHINE)) {
                atOnce.stream().sorted().forEach(text::add);
                atOnce.clear();
                text.add(line);
            } else {
                atOnce.add(line);
            }
        }
        atOnce.stream().sorted().forEach(text::add);
        transcript.clear();
        return String.join("\n", text) + "\n";
    }

    @Override
    public synchronized Result run(Command command) throws Unreachable {
        String stdin = new String(command.stdin(), StandardCharsets.UTF_8);
        String line = Shell.line(command.argv(), command.stdin());
        transcript.add("$ " + line.replaceAll("CILAB_RUN=[0-9a-f-]+", "CILAB_RUN=…"));
        Answer answer = faults.entrySet().stream()
                .filter(fault -> line.contains(fault.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseGet(() -> answer(command.argv(), stdin));
        return new Result(
                command,
                answer.exit(),
                answer.out().getBytes(StandardCharsets.UTF_8),
                answer.err().getBytes(StandardCharsets.UTF_8),
                Duration.ZERO);
    }

    @Override
    public Running start(Command command, Consumer<Line> lines) throws Unreachable {
        Result result = run(command);
        result.stdout().lines().forEach(line -> lines.accept(new Line(false, line)));
        result.stderr().lines().forEach(line -> lines.accept(new Line(true, line)));
        return new Running() {
            @Override
            public boolean alive() {
                return false;
            }

            @Override
            public Optional<Integer> await(Duration longest) {
                return Optional.of(result.exit());
            }

            @Override
            public void stop() {
                // it has ended
            }
        };
    }

    @Override
    public Running stream(Command command, OutputStream out, Consumer<Line> errors) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void put(byte[] content, String path, FileMode mode) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String name() {
        return "localhost";
    }

    @Override
    public String paste(Command command) {
        return Shell.line(command.argv(), command.stdin());
    }

    @Override
    public void close() {
        // nothing is held
    }
}
