package dev.cilab.exec;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * This machine. Both output streams are always drained, so a talkative command cannot block; a command over its time is killed with all
 * its children. A program that is not there ends with exit code 127, one that may not be executed with 126, as in a shell: the same answer
 * that an SSH host would give.
 */
public final class LocalHost implements Host {

    private static final Pattern NOT_FOUND = Pattern.compile("error[:=] ?2\\b");
    private static final Pattern NOT_EXECUTABLE = Pattern.compile("error[:=] ?(8|13)\\b");
    /** How long output may still come from a child that outlives the command itself (a daemon that kept the pipe). */
    private static final Duration STRAGGLERS = Duration.ofMillis(300);

    private final boolean root = "root".equals(System.getProperty("user.name"));
    private final Optional<Map<String, String>> environment;

    /** Commands inherit this process's environment. */
    public LocalHost() {
        environment = Optional.empty();
    }

    /** Commands get exactly this environment. */
    public LocalHost(Map<String, String> environment) {
        this.environment = Optional.of(Map.copyOf(environment));
    }

    @Override
    public String name() {
        return "localhost";
    }

    @Override
    public Result run(Command command) throws Unreachable {
        long begin = System.nanoTime();
        Process process;
        try {
            process = launch(command);
        } catch (IOException e) {
            return notStarted(command, e, begin);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Thread outReader = PipeThread.start(() -> drain(process.getInputStream(), out));
        Thread errReader = PipeThread.start(() -> drain(process.getErrorStream(), err));
        PipeThread.start(() -> feed(process.getOutputStream(), command.stdin()));
        try {
            if (!process.waitFor(command.timeout().toNanos(), TimeUnit.NANOSECONDS)) {
                throw new Unreachable(name(), "no end within " + seconds(command.timeout()) + ": " + paste(command));
            }
            outReader.join(STRAGGLERS);
            errReader.join(STRAGGLERS);
            return new Result(command, process.exitValue(), out.toByteArray(), err.toByteArray(), since(begin));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unreachable(name(), "interrupted: " + paste(command), e);
        } finally {
            kill(process);
        }
    }

    @Override
    public Running start(Command command, Consumer<Line> lines) throws Unreachable {
        return start(command, LocalRunning.lines(false, lines), LocalRunning.lines(true, lines));
    }

    @Override
    public Running stream(Command command, OutputStream out, Consumer<Line> errors) throws Unreachable {
        return start(command, LocalRunning.bytes(out), LocalRunning.lines(true, errors));
    }

    private Running start(Command command, Consumer<InputStream> out, Consumer<InputStream> err) throws Unreachable {
        try {
            Process process = launch(command);
            PipeThread.start(() -> feed(process.getOutputStream(), command.stdin()));
            return new LocalRunning(name(), process, out, err);
        } catch (IOException e) {
            throw new Unreachable(name(), reason(e) + ": " + paste(command), e);
        }
    }

    @Override
    public void put(byte[] content, String path, FileMode mode) throws Unreachable {
        Path target = Path.of(path).toAbsolutePath();
        Path parent = target.getParent();
        try {
            // createTempFile makes it 0600: nobody else reads a secret between the write and the mode
            Path temporary = Files.createTempFile(parent, "." + target.getFileName(), ".new");
            try {
                Files.write(temporary, content);
                Files.setPosixFilePermissions(temporary, permissions(mode));
                Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
            } catch (AtomicMoveNotSupportedException e) {
                throw new IOException("cannot be replaced atomically", e);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (NoSuchFileException e) {
            throw new Unreachable(name(), "cannot write " + path + ": no such folder", e);
        } catch (FileSystemException e) {
            throw new Unreachable(
                    name(), "cannot write " + path + ": " + (e.getReason() == null ? "refused" : e.getReason()), e);
        } catch (IOException e) {
            throw new Unreachable(name(), "cannot write " + path + ": " + e.getMessage(), e);
        }
    }

    @Override
    public String paste(Command command) {
        return Shell.line(argv(command), command.stdin());
    }

    @Override
    public void close() {
        // nothing is held open between commands
    }

    private Process launch(Command command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(argv(command));
        environment.ifPresent(exactly -> {
            builder.environment().clear();
            builder.environment().putAll(exactly);
        });
        return builder.start();
    }

    private List<String> argv(Command command) {
        if (!command.root() || root) {
            return command.argv();
        }
        List<String> argv = new ArrayList<>(List.of("sudo", "-n", "--"));
        argv.addAll(command.argv());
        return argv;
    }

    private Result notStarted(Command command, IOException e, long begin) throws Unreachable {
        String program = argv(command).getFirst();
        String why = String.valueOf(e.getMessage());
        if (NOT_FOUND.matcher(why).find()) {
            return failed(command, 127, program + ": command not found\n", begin);
        }
        if (NOT_EXECUTABLE.matcher(why).find()) {
            return failed(command, 126, program + ": cannot execute\n", begin);
        }
        throw new Unreachable(name(), reason(e) + ": " + paste(command), e);
    }

    private static Result failed(Command command, int exit, String message, long begin) {
        return new Result(command, exit, new byte[0], message.getBytes(StandardCharsets.UTF_8), since(begin));
    }

    private static String reason(IOException e) {
        return e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
    }

    private static void drain(InputStream from, ByteArrayOutputStream to) {
        try (from) {
            from.transferTo(to);
        } catch (IOException ended) {
            // the process was killed while being read: what was read is kept
        }
    }

    private static void feed(OutputStream to, byte[] bytes) {
        try (to) {
            to.write(bytes);
        } catch (IOException closed) {
            // the command ended without reading all of its input, which is its right
        }
    }

    static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private static Duration since(long begin) {
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    private static String seconds(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
    }

    private static Set<PosixFilePermission> permissions(FileMode mode) {
        PosixFilePermission[] all = PosixFilePermission.values(); // OWNER_READ … OTHERS_EXECUTE, highest bit first
        Set<PosixFilePermission> chosen = EnumSet.noneOf(PosixFilePermission.class);
        for (int i = 0; i < all.length; i++) {
            if ((mode.bits() & (0400 >> i)) != 0) {
                chosen.add(all[i]);
            }
        }
        return chosen;
    }

    /** Exit code of a process that has ended, or empty when it has not within the time. */
    static Optional<Integer> exit(Process process, Duration longest) throws InterruptedException {
        return process.waitFor(longest.toNanos(), TimeUnit.NANOSECONDS)
                ? Optional.of(process.exitValue())
                : Optional.empty();
    }
}
