package dev.cilab.helm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Who on this machine is writing a release. Helm marks a release as pending while it works and cannot tell a slow writer from a dead one; a
 * process that was ended in the middle leaves the mark behind. So each of ours leaves its number in a file while it writes.
 */
public final class AtWork {

    private final Path file;

    AtWork(Path folder, String release) {
        this.file = folder.resolve(release.replaceAll("[^A-Za-z0-9._-]", "_"));
    }

    public void begin() {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, String.valueOf(ProcessHandle.current().pid()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Only when Helm has done: whoever was merely interrupted does not know what Helm left. */
    public void end() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One of ours began to write the release, did not end, and runs no more. */
    public boolean died() {
        try {
            String pid = Files.exists(file) ? Files.readString(file).strip() : "";
            return pid.matches("\\d{1,10}")
                    && ProcessHandle.of(Long.parseLong(pid)).isEmpty();
        } catch (IOException unreadable) {
            return false;
        }
    }
}
