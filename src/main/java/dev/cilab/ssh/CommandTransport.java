package dev.cilab.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** A ProxyCommand: a process whose standard input and output are the connection. No packet leaves this machine's own network for it. */
final class CommandTransport extends Transport {

    private static final int LONGEST_COMPLAINT = 400;

    private final String commandLine;
    private final StringBuffer complaint = new StringBuffer();
    private Process process;

    CommandTransport(String commandLine) {
        this.commandLine = commandLine;
    }

    @Override
    synchronized void open() throws IOException {
        // exec, as ssh does: no shell stays between us and the program
        String line = commandLine.startsWith("exec ") ? commandLine : "exec " + commandLine;
        process = new ProcessBuilder("/bin/sh", "-c", line).start();
        Thread.ofPlatform().daemon().name("ssh-proxy-err").start(this::listen);
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

    @Override
    String complaint() {
        String said = complaint.toString().strip();
        return said.isEmpty() ? "" : said.lines().findFirst().orElse("");
    }

    @Override
    public synchronized void close() {
        if (process != null) {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
        }
    }
}
