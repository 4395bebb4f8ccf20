package dev.cilab.ssh;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A ProxyCommand: a process whose standard input and output are the connection. No packet leaves this machine's own network for it. */
final class CommandTransport extends Transport {

    private static final int LONGEST_COMPLAINT = 400;
    /** Who holds standard error open beyond the program's end is not waited for longer. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    /**
     * A terminal sends Ctrl-C to every process of its foreground. It is meant for cilab, which has yet to restore over this very connection
     * what it disturbed: so the program has a session of its own where there is setsid(1), as on every Linux.
     */
    private static final List<String> SESSION =
            Files.isExecutable(Path.of("/usr/bin/setsid")) ? List.of("/usr/bin/setsid") : List.of();

    private final String commandLine;
    private final StringBuffer complaint = new StringBuffer();
    private final Thread listener =
            Thread.ofPlatform().daemon().name("ssh-proxy-err").unstarted(this::listen);
    private Process process;

    CommandTransport(String commandLine) {
        this.commandLine = commandLine;
    }

    @Override
    synchronized void open() throws IOException {
        // exec, as ssh does: no shell stays between us and the program
        String line = commandLine.startsWith("exec ") ? commandLine : "exec " + commandLine;
        List<String> argv = new ArrayList<>(SESSION);
        argv.addAll(List.of("/bin/sh", "-c", line));
        process = new ProcessBuilder(argv).start();
        listener.start();
    }

    /** Standard error must be drained, or a talkative program would block; its first words explain a failure. */
    private void listen() {
        byte[] buffer = new byte[512];
        try (InputStream err = process.getErrorStream()) {
            for (int count = err.read(buffer); count >= 0; count = err.read(buffer)) {
                if (complaint.length() < LONGEST_COMPLAINT) {
                    complaint.append(new String(buffer, 0, count, StandardCharsets.UTF_8));
                }
            }
        } catch (IOException ended) {
            // the process was ended
        }
    }

    @Override
    InputStream input() {
        return process.getInputStream();
    }

    @Override
    OutputStream output() {
        return process.getOutputStream();
    }

    /** Asked when the connection has failed: the program has ended or is being ended, and its last words may still be on their way. */
    @Override
    String complaint() {
        try {
            if (listener.getState() != Thread.State.NEW) {
                listener.join(LAST_WORDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        String said = complaint.toString().strip();
        return said.isEmpty() ? "" : said.lines().findFirst().orElse("");
    }

    @Override
    synchronized void shut() {
        if (process != null) {
            // only the program itself, as ssh does: what it has started sees its pipes end, and looking for it means
            // reading all of /proc.
            // Process.destroy would close standard error too, before what it holds was read
            process.toHandle().destroy();
            close(process.getOutputStream());
            close(process.getInputStream());
        }
    }

    private static void close(Closeable stream) {
        try {
            stream.close();
        } catch (IOException broken) {
            // the other end is gone: that is what was wanted
        }
    }
}
