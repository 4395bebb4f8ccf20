package dev.cilab.ssh;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cilab.exec.Unreachable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A far side that goes away before the login is one fact, whoever notices it first and in whatever language the system says so. */
@Timeout(20)
class ClosedFromAfarTest {

    private static final String TOLD =
            "cannot connect to far: it closed the connection before a login was possible\nTry: ";

    @TempDir
    private Path dir;

    @Test
    void noticed_by_the_reader_at_the_end() {
        refused(new Faked(InputStream.nullInputStream(), OutputStream.nullOutputStream()), TOLD);
    }

    @Test
    void noticed_by_the_reader_as_an_error() {
        refused(new Faked(failing("Verbindungsaufbau abgelehnt"), OutputStream.nullOutputStream()), TOLD);
    }

    @Test
    void noticed_by_the_writer() {
        refused(new Faked(new Silent(), unwritable("Datenübergabe unterbrochen (broken pipe)")), TOLD);
    }

    @Test
    void noticed_by_the_writer_without_a_word() {
        refused(new Faked(new Silent(), unwritable(null)), TOLD);
    }

    @Test
    void a_way_that_never_opened_keeps_its_own_reason() {
        Transport shut = new Faked(new Silent(), OutputStream.nullOutputStream()) {
            @Override
            void open() throws IOException {
                throw new IOException("hop cannot reach far");
            }
        };
        refused(shut, "cannot connect to far: hop cannot reach far\nTry: ");
    }

    /** The time-out closes the transport, and the reader that wakes up by that has not been left by the far side. */
    @Test
    void our_own_giving_up_is_not_taken_for_it() {
        refused(
                new Faked(new Silent(), OutputStream.nullOutputStream()),
                "cannot connect to far: no connection within 1 s\n");
    }

    private void refused(Transport transport, String words) {
        assertThatThrownBy(() -> Connection.open(target(), Credentials.NONE, transport))
                .isInstanceOf(Unreachable.class)
                .hasMessageStartingWith(words);
    }

    private SshTarget target() throws IOException {
        Path config = Files.writeString(dir.resolve("ssh_config"), """
                Host far
                  HostName 127.0.0.1
                  User free
                  ProxyCommand never-run
                  ConnectTimeout 1
                  IdentityFile none
                  UserKnownHostsFile none
                  GlobalKnownHostsFile none
                """);
        return SshConfig.read(config, Map.of("HOME", dir.toString(), "USER", "me"))
                .target("far");
    }

    private static InputStream failing(String message) {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException(message);
            }
        };
    }

    private static OutputStream unwritable(String message) {
        return new OutputStream() {
            @Override
            public void write(int octet) throws IOException {
                throw new IOException(message);
            }
        };
    }

    /** Says nothing until it is closed. */
    private static final class Silent extends InputStream {

        private final CountDownLatch closed = new CountDownLatch(1);

        @Override
        public int read() throws IOException {
            try {
                closed.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new IOException("Stream closed");
        }

        @Override
        public void close() {
            closed.countDown();
        }
    }

    private static class Faked extends Transport {

        private final InputStream in;
        private final OutputStream out;

        Faked(InputStream in, OutputStream out) {
            this.in = in;
            this.out = out;
        }

        @Override
        void open() throws IOException {
            // nothing to open
        }

        @Override
        InputStream input() {
            return in;
        }

        @Override
        OutputStream output() {
            return out;
        }

        @Override
        void shut() {
            try {
                in.close();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
