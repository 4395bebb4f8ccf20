package dev.cilab.ssh;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** A stream that tells of its first close. */
final class Closing extends FilterOutputStream {

    private final Runnable closed;
    private boolean done;

    Closing(OutputStream out, Runnable closed) {
        super(out);
        this.closed = closed;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
        synchronized (this) {
            if (done) {
                return;
            }
            done = true;
        }
        try {
            out.close();
        } finally {
            closed.run();
        }
    }
}
