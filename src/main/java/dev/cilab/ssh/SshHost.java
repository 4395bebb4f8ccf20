package dev.cilab.ssh;

import dev.cilab.exec.Command;
import dev.cilab.exec.FileMode;
import dev.cilab.exec.Host;
import dev.cilab.exec.Line;
import dev.cilab.exec.Result;
import dev.cilab.exec.Running;
import dev.cilab.exec.Secret;
import dev.cilab.exec.Shell;
import dev.cilab.exec.Unreachable;
import dev.cilab.exec.Upload;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * A machine over SSH. The one connection is made at first use and made again when it was lost; a command that was running when it was lost
 * is never repeated, because whether it had its effect is not known.
 */
public final class SshHost implements Host {

    private final SshTarget target;
    private final Credentials credentials;
    private final Set<String> wantPassword = ConcurrentHashMap.newKeySet();
    private Connection connection;
    private boolean closed;

    public SshHost(SshTarget target, Credentials credentials) {
        this.target = target;
        this.credentials = credentials;
    }

    @Override
    public String name() {
        return target.alias();
    }

    @Override
    public Result run(Command command) throws Unreachable {
        if (!needsSudo(command)) {
            return execute(command, Rights.OWN);
        }
        String program = command.argv().getFirst();
        if (!wantPassword.contains(program)) {
            Result result = execute(command, Rights.SUDO);
            if (!Sudo.wantsPassword(result)) {
                return unlessRefused(result);
            }
            wantPassword.add(program);
        }
        return unlessRefused(execute(command, Rights.sudo(sudoPassword())));
    }

    private boolean needsSudo(Command command) {
        return command.root() && !target.user().equals("root");
    }

    private Secret sudoPassword() throws Unreachable {
        return credentials
                .password(target)
                .orElseThrow(() -> new Unreachable(
                        name(),
                        "sudo wants a password of " + target.user()
                                + ", and none is known.\nEither give it, or allow sudo without one: " + "echo '"
                                + target.user() + " ALL=(ALL) NOPASSWD:ALL' | sudo tee /etc/sudoers.d/"
                                + target.user()));
    }

    private Result unlessRefused(Result result) throws Unreachable {
        if (Sudo.refusal(result).isPresent()) {
            throw new Unreachable(
                    name(),
                    "sudo refused: " + Sudo.refusal(result).get() + "\nLook: " + paste(Command.of("sudo", "-l")));
        }
        return result;
    }

    private Result execute(Command command, Rights rights) throws Unreachable {
        long begin = System.nanoTime();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        for (boolean again = true; ; again = false) {
            Connection used = connection();
            RemoteCommand remote =
                    RemoteCommand.start(used, command.argv(), rights, command.stdin(), out, err, command.timeout());
            try {
                OptionalInt exit = remote.await(command.timeout());
                if (exit.isEmpty()) {
                    remote.stop();
                    throw new Unreachable(
                            name(), "no end within " + seconds(command.timeout()) + ", stopped: " + paste(command));
                }
                Duration took = Duration.ofNanos(System.nanoTime() - begin);
                return new Result(command, exit.getAsInt(), out.toByteArray(), err.toByteArray(), took);
            } catch (IOException e) {
                if (remote.sent()) {
                    throw new Unreachable(
                            name(),
                            e.getMessage() + " while this ran, so its effect is not known: " + paste(command),
                            e);
                }
                if (!again || used.alive()) {
                    throw new Unreachable(name(), e.getMessage() + "; not run: " + paste(command), e);
                }
            } catch (InterruptedException e) {
                remote.stop();
                Thread.currentThread().interrupt();
                throw new Unreachable(name(), "interrupted, stopped: " + paste(command), e);
            }
        }
    }

    @Override
    public Running start(Command command, Consumer<Line> lines) throws Unreachable {
        Rights rights = rights(command);
        return RemoteRunning.lines(name(), connection(), command.argv(), rights, command.stdin(), lines);
    }

    @Override
    public Running stream(Command command, OutputStream out, Consumer<Line> errors) throws Unreachable {
        Rights rights = rights(command);
        return RemoteRunning.bytes(name(), connection(), command.argv(), rights, command.stdin(), out, errors);
    }

    private Rights rights(Command command) throws Unreachable {
        if (!needsSudo(command)) {
            return Rights.OWN;
        }
        run(Command.of("true").asRoot()); // says plainly why not, before anything is started
        return wantPassword.contains("true") ? Rights.sudo(sudoPassword()) : Rights.SUDO;
    }

    @Override
    public void put(byte[] content, String path, FileMode mode) throws Unreachable {
        Upload.require(run(Upload.of(content, path, mode)), name(), path);
    }

    @Override
    public String paste(Command command) {
        List<String> argv = command.argv();
        boolean script =
                argv.size() == 3 && argv.getFirst().equals("sh") && argv.get(1).equals("-c");
        String line =
                script && !needsSudo(command) ? argv.get(2) : (needsSudo(command) ? "sudo " : "") + Shell.quote(argv);
        List<String> ssh = new ArrayList<>(target.sshCommand());
        ssh.add(line);
        return Shell.line(ssh, command.stdin());
    }

    private synchronized Connection connection() throws Unreachable {
        if (closed) {
            throw new Unreachable(name(), "closed");
        }
        if (connection == null || !connection.alive()) {
            connection = Connection.open(target, credentials);
        }
        return connection;
    }

    private synchronized void drop() {
        if (connection != null) {
            connection.close();
            connection = null;
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        drop();
    }

    private static String seconds(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
    }
}
