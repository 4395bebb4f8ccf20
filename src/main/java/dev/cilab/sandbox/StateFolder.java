package dev.cilab.sandbox;

import dev.cilab.exec.FileMode;
import dev.cilab.exec.LocalHost;
import dev.cilab.exec.Unreachable;
import dev.cilab.sandbox.node.SandboxFailure;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The folder (0700) of one sandbox, which belongs to one daemon at a time. On close everything but the log goes. */
final class StateFolder implements AutoCloseable {

    private static final String LOG = "daemon.log";

    private final Path folder;
    private final FileChannel channel;

    /** @throws SandboxFailure when another daemon holds the folder, or it cannot be used */
    StateFolder(Path folder) {
        this.folder = folder;
        try {
            Files.createDirectories(folder);
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            channel = FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = tryLock();
            if (lock == null) {
                channel.close();
                throw new SandboxFailure("a sandbox runs already with the state folder " + folder);
            }
        } catch (IOException e) {
            throw new SandboxFailure("cannot use the state folder " + folder + ": " + e.getMessage(), e);
        }
    }

    Path path(String name) {
        return folder.resolve(name);
    }

    Path path() {
        return folder;
    }

    Path log() {
        return folder.resolve(LOG);
    }

    void write(String name, String content, FileMode mode) {
        try {
            new LocalHost()
                    .put(
                            content.getBytes(StandardCharsets.UTF_8),
                            folder.resolve(name).toString(),
                            mode);
        } catch (Unreachable e) {
            throw new SandboxFailure(e.getMessage(), e);
        }
    }

    /** What is left of a daemon that was killed. */
    void clear() {
        try (Stream<Path> all = Files.walk(folder)) {
            List<Path> stale = all.sorted(Comparator.reverseOrder())
                    .filter(path -> !path.equals(folder) && !path.equals(log()) && !path.equals(folder.resolve("lock")))
                    .toList();
            for (Path path : stale) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new SandboxFailure("cannot clear the state folder " + folder + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            clear();
            Files.deleteIfExists(folder.resolve("lock"));
            channel.close();
        } catch (IOException | SandboxFailure e) {
            // the folder itself may be gone already: there is nobody to tell, and nothing that would help
        }
    }

    private FileLock tryLock() throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldByThisProcess) {
            return null;
        }
    }
}
