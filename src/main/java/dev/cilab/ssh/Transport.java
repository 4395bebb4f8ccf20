package dev.cilab.ssh;

import com.jcraft.jsch.Proxy;
import com.jcraft.jsch.SocketFactory;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;

/**
 * The byte stream that a connection runs over. JSch knows sockets only, and asks anything else as a "proxy"; every transport is one, so
 * that silence is noticed in the same way whatever carries the bytes.
 */
abstract class Transport implements Proxy {

    private volatile long lastHeard = System.nanoTime();
    private volatile boolean closing;
    private volatile boolean ended;
    private InputStream in;
    private OutputStream out;

    /** Opens it; blocks until it can carry bytes or fails. */
    abstract void open() throws IOException;

    abstract InputStream input() throws IOException;

    abstract OutputStream output() throws IOException;

    /** What it said about itself when it failed, e.g. the standard error of a proxy command; empty when nothing. */
    String complaint() {
        return "";
    }

    /** System.nanoTime() of the last byte received. */
    final long lastHeard() {
        return lastHeard;
    }

    @Override
    public final void connect(SocketFactory ignored, String host, int port, int timeout) throws IOException {
        open();
        in = new Listening(input());
        out = new Telling(output());
        lastHeard = System.nanoTime();
    }

    @Override
    public final InputStream getInputStream() {
        return in;
    }

    @Override
    public final OutputStream getOutputStream() {
        return out;
    }

    /**
     * Whether the far side ended it, and not we. Which of us notices first, a reader at its end or a writer whose bytes nobody takes, and in
     * what words the system says it, is chance: so it is kept here, where both come by.
     */
    final boolean endedFromAfar() {
        return ended;
    }

    private void broke() {
        ended |= !closing;
    }

    /** None, even where there is one: JSch would set its time-outs and take over the keep-alive. */
    @Override
    public final Socket getSocket() {
        return null;
    }

    @Override
    public final void close() {
        closing = true;
        shut();
    }

    /** Wakes up all who wait on it; what was never opened is no trouble. */
    abstract void shut();

    private final class Listening extends FilterInputStream {

        Listening(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] octet = new byte[1];
            return read(octet, 0, 1) < 0 ? -1 : octet[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            try {
                int count = in.read(buffer, offset, length);
                lastHeard = System.nanoTime();
                if (count < 0) {
                    broke();
                }
                return count;
            } catch (IOException e) {
                broke();
                throw e;
            }
        }
    }

    private final class Telling extends FilterOutputStream {

        Telling(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int octet) throws IOException {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                out.write(bytes, offset, length);
            } catch (IOException e) {
                broke();
                throw e;
            }
        }

        @Override
        public void flush() throws IOException {
            try {
                out.flush();
            } catch (IOException e) {
                broke();
                throw e;
            }
        }
    }
}
