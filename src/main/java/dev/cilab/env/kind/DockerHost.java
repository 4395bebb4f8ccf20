package dev.cilab.env.kind;

import dev.cilab.exec.Command;
import dev.cilab.exec.FileMode;
import dev.cilab.exec.Host;
import dev.cilab.exec.Line;
import dev.cilab.exec.Result;
import dev.cilab.exec.Running;
import dev.cilab.exec.Shell;
import dev.cilab.exec.Unreachable;
import dev.cilab.exec.Upload;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** A container, by {@code docker exec}. Whoever runs a command there is root. */
final class DockerHost implements Host {

    /** Ending the client does not end the command: what was started carries this variable, and is found by it. */
    private static final String RUN = "CILAB_RUN";

    private static final String KILL = """
            for p in /proc/[0-9]*; do
                tr '\\0' '\\n' <"$p/environ" 2>/dev/null | grep -qxF "$1" && kill -s "$2" "${p#/proc/}"
            done
            true
            """;

    /** Said by the client or the daemon, not by the command; a command that does not exist (126, 127) is the command's own matter. */
    private static final Pattern NOT_RUN = Pattern.compile(
            "(Error response from daemon: |Error: No such container|Cannot connect to the Docker daemon|permission denied while trying"
                    + " to connect).*",
            Pattern.DOTALL);

    private final Host machine;
    private final String name;
    private final String container;

    /** @param name the node's name in the topology */
    DockerHost(Host machine, String name, String container) {
        this.machine = machine;
        this.name = name;
        this.container = container;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Result run(Command command) throws Unreachable {
        String run = RUN + "=" + UUID.randomUUID();
        Result result;
        try {
            result = machine.run(exec(command, run));
        } catch (Unreachable e) {
            kill(run, "KILL");
            throw new Unreachable(name, e.getMessage(), e);
        }
        if (result.exit() == 127 && result.stderr().startsWith("docker: command not found")) {
            throw new Unreachable(name, "docker is not on this machine");
        }
        boolean notRun = (result.exit() == 1 || result.exit() == 125)
                && NOT_RUN.matcher(result.stderr().stripLeading()).matches();
        if (notRun) {
            throw new Unreachable(name, Docker.complaint(result));
        }
        return new Result(command, result.exit(), result.out(), result.err(), result.took());
    }

    @Override
    public Running start(Command command, Consumer<Line> lines) throws Unreachable {
        String run = RUN + "=" + UUID.randomUUID();
        return new InContainer(machine.start(exec(command, run), lines), run);
    }

    @Override
    public Running stream(Command command, OutputStream out, Consumer<Line> errors) throws Unreachable {
        String run = RUN + "=" + UUID.randomUUID();
        return new InContainer(machine.stream(exec(command, run), out, errors), run);
    }

    @Override
    public void put(byte[] content, String path, FileMode mode) throws Unreachable {
        Upload.require(run(Upload.of(content, path, mode)), name, path);
    }

    @Override
    public String paste(Command command) {
        List<String> argv = new ArrayList<>(List.of("docker", "exec"));
        if (command.stdin().length > 0) {
            argv.add("-i");
        }
        argv.add(container);
        argv.addAll(command.argv());
        return Shell.line(argv, command.stdin());
    }

    @Override
    public void close() {
        // nothing is held open between commands
    }

    private Command exec(Command command, String run) {
        List<String> argv = new ArrayList<>(List.of("docker", "exec", "-i", "-e", run, container));
        argv.addAll(command.argv());
        return Command.of(argv).stdin(command.stdin()).timeout(command.timeout());
    }

    /** Best effort: the container may be gone, and then so is the command. */
    private void kill(String run, String signal) {
        boolean interrupted = Thread.interrupted();
        try {
            machine.run(Command.of("docker", "exec", container, "sh", "-c", KILL, "sh", run, signal)
                    .timeout(Duration.ofSeconds(10)));
        } catch (Unreachable gone) {
            // said by whoever asked
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** A command in the container whose client is a process of this machine. */
    private final class InContainer implements Running {

        private static final Duration POLITE = Duration.ofSeconds(2);

        private final Running client;
        private final String run;

        InContainer(Running client, String run) {
            this.client = client;
            this.run = run;
        }

        @Override
        public boolean alive() {
            return client.alive();
        }

        @Override
        public Optional<Integer> await(Duration longest) throws Unreachable {
            return client.await(longest);
        }

        @Override
        public void stop() {
            if (client.alive()) {
                kill(run, "TERM");
                if (!ended()) {
                    kill(run, "KILL");
                }
            }
            client.stop();
        }

        private boolean ended() {
            try {
                return client.await(POLITE).isPresent();
            } catch (Unreachable e) {
                return false;
            }
        }
    }
}
