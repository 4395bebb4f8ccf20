package dev.cilab.env.vagrant;

import dev.cilab.exec.Command;
import dev.cilab.exec.Host;
import dev.cilab.exec.Line;
import dev.cilab.exec.Result;
import dev.cilab.exec.Running;
import dev.cilab.exec.Unreachable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The vagrant command line, in a folder of the lab's own. */
final class VagrantCommand {

    private static final int LAST_LINES = 4;
    private static final String STEP = "==>";

    private final Host machine;
    private final Path folder;
    private final String instance;
    private final String provider;

    /** @param instance what machines are marked with */
    VagrantCommand(Host machine, Path folder, String instance, String provider) {
        this.machine = machine;
        this.folder = folder;
        this.instance = instance;
        this.provider = provider;
    }

    /** @return its standard output */
    String run(Duration longest, String... arguments) throws Unreachable {
        Result result = machine.run(command(longest, arguments));
        if (!result.ok()) {
            throw new Unreachable("vagrant", lastLines(result.stderr().isBlank() ? result.stdout() : result.stderr()));
        }
        return result.stdout();
    }

    /** Tells its steps as they come: this takes minutes. */
    void follow(Duration longest, Consumer<String> tell, String... arguments) throws Unreachable {
        Deque<String> last = new ArrayDeque<>();
        Consumer<Line> lines = line -> {
            String text = line.text().strip();
            if (text.isEmpty()) {
                return;
            }
            last.addLast(text);
            if (last.size() > LAST_LINES) {
                last.removeFirst();
            }
            if (text.startsWith(STEP)) {
                tell.accept(text.substring(STEP.length()).strip());
            }
        };
        try (Running running = machine.start(command(longest, arguments), lines)) {
            Optional<Integer> exit = running.await(longest);
            if (exit.isEmpty()) {
                throw new Unreachable("vagrant", "no end within " + longest.toMinutes() + " min");
            }
            if (exit.get() != 0) {
                throw new Unreachable("vagrant", String.join("\n", last));
            }
        }
    }

    private Command command(Duration longest, String... arguments) {
        List<String> argv = new ArrayList<>(List.of(
                "env",
                "VAGRANT_CWD=" + folder,
                "VAGRANT_DOTFILE_PATH=" + folder.resolve(".vagrant"),
                "VAGRANT_DEFAULT_PROVIDER=" + provider,
                "VAGRANT_CHECKPOINT_DISABLE=1",
                "CILAB_INSTANCE=" + instance,
                "vagrant",
                "--no-color"));
        argv.addAll(Arrays.asList(arguments));
        return Command.of(argv).timeout(longest);
    }

    private static String lastLines(String text) {
        List<String> lines =
                text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
        return lines.stream().skip(Math.max(0, lines.size() - LAST_LINES)).collect(Collectors.joining("\n"));
    }
}
