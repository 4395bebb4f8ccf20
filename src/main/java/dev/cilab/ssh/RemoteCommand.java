package dev.cilab.ssh;

import com.jcraft.jsch.ChannelExec;
import com.jcraft.jsch.JSchException;
import dev.cilab.exec.Shell;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One command on one channel. The far shell first tells its process id, which is also that of the process group sshd made for it: so the
 * command can be ended with all its children, whatever signals the server forwards.
 */
final class RemoteCommand {

    private static final Duration POLITE = Duration.ofSeconds(1);
    private static final Map<String, Integer> SIGNALS = Map.ofEntries(
            Map.entry("HUP", 1),
            Map.entry("INT", 2),
            Map.entry("QUIT", 3),
            Map.entry("ILL", 4),
            Map.entry("TRAP", 5),
            Map.entry("ABRT", 6),
            Map.entry("FPE", 8),
            Map.entry("KILL", 9),
            Map.entry("USR1", 10),
            Map.entry("SEGV", 11),
            Map.entry("USR2", 12),
            Map.entry("PIPE", 13),
            Map.entry("ALRM", 14),
            Map.entry("TERM", 15));
    /** English messages and UTF-8 whatever the account's language; dialects are parsed. */
    private static final String PREAMBLE =
            "echo \"" + PidSink.MARK + "$$\" >&2; LC_ALL=C.UTF-8; export LC_ALL; exec \"$@\"";

    private final Connection connection;
    private final Rights rights;
    private final PidSink errors;
    private final CompletableFuture<Integer> ended = new CompletableFuture<>();
    private volatile ChannelExec channel;
    private volatile boolean sent;
    private boolean closedEarly;

    private RemoteCommand(Connection connection, Rights rights, OutputStream errors) {
        this.connection = connection;
        this.rights = rights;
        this.errors = new PidSink(errors);
    }

    /**
     * Returns at once; opening the channel and feeding the input happen on a thread of their own.
     *
     * @param rights with which it runs, and is ended
     */
    static RemoteCommand start(
            Connection connection,
            List<String> argv,
            Rights rights,
            byte[] stdin,
            OutputStream out,
            OutputStream err,
            Duration longest) {
        RemoteCommand command = new RemoteCommand(connection, rights, err);
        Thread.startVirtualThread(() -> command.open(line(rights.argv(argv)), rights.input(stdin), out, longest));
        return command;
    }

    private static String line(List<String> argv) {
        return "exec sh -c " + Shell.quote(PREAMBLE) + " sh " + Shell.quote(argv);
    }

    private void open(String line, byte[] stdin, OutputStream out, Duration longest) {
        try {
            OutputStream input = connect(line, out, longest);
            synchronized (this) {
                sent = true;
                if (closedEarly) {
                    settle(channel);
                }
            }
            feed(input, stdin);
        } catch (JSchException | IOException e) {
            ended.completeExceptionally(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            ended.completeExceptionally(e);
        }
    }

    private OutputStream connect(String line, OutputStream out, Duration longest)
            throws JSchException, IOException, InterruptedException {
        while (true) {
            ChannelExec fresh = connection.channel(longest);
            fresh.setCommand(line);
            fresh.setOutputStream(out);
            fresh.setErrStream(new Closing(errors, () -> closed(fresh)));
            OutputStream input = fresh.getOutputStream();
            channel = fresh;
            try {
                fresh.connect();
                ended.whenComplete((exit, failure) -> connection.release());
                return input;
            } catch (JSchException e) {
                if (!connection.refused()) {
                    throw e;
                }
            }
        }
    }

    private synchronized void closed(ChannelExec ended) {
        if (sent) {
            settle(ended);
        } else {
            closedEarly = ended.isClosed();
        }
    }

    private static void feed(OutputStream input, byte[] stdin) {
        try (input) {
            input.write(stdin);
        } catch (IOException closed) {
            // the command ended without reading all of its input, which is its right
        }
    }

    /** JSch closes the error stream when the channel is closed, by the server or because the connection ended. */
    private void settle(ChannelExec closed) {
        if (closed.getExitStatus() >= 0) {
            ended.complete(closed.getExitStatus());
        } else if (closed.getExitSignal() != null) {
            ended.complete(128 + SIGNALS.getOrDefault(closed.getExitSignal(), 0));
        } else {
            ended.completeExceptionally(new IOException(connection.lost()));
        }
    }

    /** The exit code, or empty when it is still running. */
    OptionalInt await(Duration longest) throws IOException, InterruptedException {
        try {
            return OptionalInt.of(ended.get(longest.toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            return OptionalInt.empty();
        } catch (ExecutionException e) {
            throw new IOException(e.getCause().getMessage(), e.getCause());
        }
    }

    boolean alive() {
        return !ended.isDone();
    }

    /** False means that the far side has certainly not begun it. */
    boolean sent() {
        return sent;
    }

    /** SIGTERM to its whole group, SIGKILL if that does not help; gives up on it when the connection itself does not answer. */
    void stop() {
        if (alive() && !signal("TERM") && !signal("KILL")) {
            ended.completeExceptionally(new IOException("not stopped"));
        }
        ChannelExec opened = channel;
        if (opened != null) {
            opened.disconnect();
        }
    }

    private boolean signal(String name) {
        try {
            if (errors.pid().isPresent()) {
                // the shell's own: the program kill of procps takes a group's id below 65 for a signal
                String kill = "kill -s " + name + " -- -" + errors.pid().getAsLong();
                start(
                                connection,
                                List.of("sh", "-c", kill),
                                rights,
                                new byte[0],
                                OutputStream.nullOutputStream(),
                                OutputStream.nullOutputStream(),
                                POLITE)
                        .await(POLITE);
            }
            return await(POLITE).isPresent();
        } catch (IOException gone) {
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
