package dev.cilab.env.sandbox;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Held while a sandbox is brought up, so that two at once make one. It waits for other processes and for other threads of this one. */
final class StartLock implements AutoCloseable {

    private static final long LOOK_AGAIN_MS = 50;

    private final FileChannel channel;

    private StartLock(FileChannel channel) {
        this.channel = channel;
    }

    static StartLock take(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = null;
            while (lock == null) {
                lock = tryLock(channel);
            }
            return new StartLock(channel);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** A file lock belongs to the whole process: a second thread is not made to wait but refused. */
    private static FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.lock();
        } catch (OverlappingFileLockException heldHere) {
            try {
                Thread.sleep(LOOK_AGAIN_MS);
                return null;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while another cilab brings this sandbox up", e);
            }
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
