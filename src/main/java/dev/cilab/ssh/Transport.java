package dev.cilab.ssh;

import com.jcraft.jsch.Proxy;
import com.jcraft.jsch.SocketFactory;
import java.io.FilterInputStream;
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
    private InputStream in;

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
        lastHeard = System.nanoTime();
    }

    @Override
    public final InputStream getInputStream() {
        return in;
    }

    @Override
    public final OutputStream getOutputStream() {
        try {
            return output();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** None, even where there is one: JSch would set its time-outs and take over the keep-alive. */
    @Override
    public final Socket getSocket() {
        return null;
    }

    @Override
    public abstract void close();

    private final class Listening extends FilterInputStream {

        Listening(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int octet = super.read();
            lastHeard = System.nanoTime();
            return octet;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = super.read(buffer, offset, length);
            lastHeard = System.nanoTime();
            return count;
        }
    }
}
