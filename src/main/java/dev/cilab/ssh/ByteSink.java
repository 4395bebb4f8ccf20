package dev.cilab.ssh;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Queue;

/** Hands bytes on through a queue; the first write that the listener refuses is its last. */
final class ByteSink extends OutputStream {

    private final OutputStream next;
    private final Queue<Runnable> queue;
    private boolean refused; // only the queue's reader touches it

    ByteSink(OutputStream next, Queue<Runnable> queue) {
        this.next = next;
        this.queue = queue;
    }

    @Override
    public void write(int octet) {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        byte[] copy = Arrays.copyOfRange(bytes, offset, offset + length); // the caller reuses its buffer
        queue.add(() -> pass(copy));
    }

    private void pass(byte[] bytes) {
        if (refused) {
            return;
        }
        try {
            next.write(bytes);
        } catch (IOException e) {
            refused = true;
        }
    }
}
