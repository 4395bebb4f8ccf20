package dev.cilab.sandbox.api.stream;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A container's main process as an attached client sees it: its output, until it ends or the client leaves. */
final class AttachedProcess extends Process {

    private static final System.Logger LOG = System.getLogger(AttachedProcess.class.getName());

    private final CountDownLatch ended = new CountDownLatch(1);
    private final InputStream output;

    AttachedProcess(InputStream log) {
        this.output = new FilterInputStream(log) {
            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                int count = super.read(bytes, offset, length);
                if (count < 0) {
                    ended.countDown();
                }
                return count;
            }
        };
    }

    @Override
    public OutputStream getOutputStream() {
        return OutputStream.nullOutputStream();
    }

    @Override
    public InputStream getInputStream() {
        return output;
    }

    @Override
    public InputStream getErrorStream() {
        return InputStream.nullInputStream();
    }

    @Override
    public int waitFor() throws InterruptedException {
        ended.await();
        return 0;
    }

    @Override
    public boolean waitFor(long timeout, TimeUnit unit) throws InterruptedException {
        return ended.await(timeout, unit);
    }

    @Override
    public int exitValue() {
        if (ended.getCount() > 0) {
            throw new IllegalThreadStateException("still attached");
        }
        return 0;
    }

    /** Ends the attachment, not the container. */
    @Override
    public void destroy() {
        close(output);
        ended.countDown();
    }

    @Override
    public Stream<ProcessHandle> descendants() {
        return Stream.empty();
    }

    static void close(InputStream stream) {
        try {
            stream.close();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "closing a log failed", e);
        }
    }
}
