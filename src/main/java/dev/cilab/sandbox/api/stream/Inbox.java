package dev.cilab.sandbox.api.stream;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Deque;

/** Bytes from the event loop to a thread that may block. When they pile up, the connection is told to stop reading. */
final class Inbox {

    private static final int HIGH = 256 * 1024;
    private static final int LOW = 32 * 1024;

    private final Deque<byte[]> waiting = new ArrayDeque<>();
    private final Runnable pause;
    private final Runnable resume;
    private int size;
    private boolean paused;
    private boolean ended;

    Inbox(Runnable pause, Runnable resume) {
        this.pause = pause;
        this.resume = resume;
    }

    synchronized void put(byte[] bytes) {
        if (ended || bytes.length == 0) {
            return;
        }
        waiting.add(bytes);
        size += bytes.length;
        if (size > HIGH && !paused) {
            paused = true;
            pause.run();
        }
        notifyAll();
    }

    /** No more is coming; what is here can still be taken. */
    synchronized void end() {
        ended = true;
        notifyAll();
    }

    /** Writes everything to the stream as it comes, closes the stream at the end. Returns early when the stream breaks. */
    void pour(OutputStream out) throws InterruptedException {
        try (out) {
            for (byte[] bytes = take(); bytes.length > 0; bytes = take()) {
                out.write(bytes);
                out.flush();
            }
        } catch (IOException e) {
            drop();
        }
    }

    /** Nobody will read: let the connection run. */
    private synchronized void drop() {
        ended = true;
        waiting.clear();
        release(0);
    }

    /** Empty at the end. */
    private synchronized byte[] take() throws InterruptedException {
        while (waiting.isEmpty()) {
            if (ended) {
                return new byte[0];
            }
            wait();
        }
        byte[] bytes = waiting.remove();
        release(size - bytes.length);
        return bytes;
    }

    private void release(int left) {
        size = left;
        if (paused && size < LOW) {
            paused = false;
            resume.run();
        }
    }
}
