package dev.cilab.ssh;

import com.jcraft.jsch.ChannelDirectTCPIP;
import com.jcraft.jsch.ChannelExec;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import dev.cilab.exec.Unreachable;
import java.io.IOException;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** One authenticated connection to a machine. Many commands run on it at once, each on a channel. */
final class Connection implements AutoCloseable {

    /** sshd's default MaxSessions is 10, and it counts a channel a little longer than we do. */
    private static final int MOST_CHANNELS = 8;

    private static final String CUT = "connection cut";

    private final SshTarget target;
    private final Session session;
    private final Transport transport;
    private final Semaphore channels = new Semaphore(MOST_CHANNELS, true);
    private final AtomicInteger inUse = new AtomicInteger();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final CountDownLatch settled = new CountDownLatch(1);
    private volatile String lost = "";

    private Connection(SshTarget target, Session session, Transport transport) {
        this.target = target;
        this.session = session;
        this.transport = transport;
    }

    static Connection open(SshTarget target, Credentials credentials) throws Unreachable {
        return open(target, credentials, transport(target, credentials));
    }

    static Connection open(SshTarget target, Credentials credentials, Transport transport) throws Unreachable {
        JSch jsch = new JSch();
        Failures failures = new Failures(target, transport);
        try {
            HostKeys hostKeys = new HostKeys(target, jsch);
            Prompts prompts = new Prompts(target, credentials);
            failures.know(hostKeys, Identities.of(target, jsch), prompts);
            Session session = jsch.getSession(target.user(), target.host(), target.port());
            session.setHostKeyRepository(hostKeys);
            target.hostKeyAlias().ifPresent(session::setHostKeyAlias);
            session.setConfig(algorithms());
            session.setUserInfo(prompts);
            session.setDaemonThread(true);
            session.setProxy(transport);
            Connection connection = new Connection(target, session, transport);
            connection.connect();
            return connection;
        } catch (JSchException | IOException e) {
            transport.close();
            throw failures.explain(e);
        }
    }

    private static Transport transport(SshTarget target, Credentials credentials) {
        if (target.proxyCommand().isPresent()) {
            return new CommandTransport(target.proxyCommand().get());
        }
        return target.jump()
                .<Transport>map(jump -> new JumpTransport(target, jump, credentials))
                .orElseGet(() -> new TcpTransport(target));
    }

    /** What the JDK does natively and quickly comes first; JSch's start-up tests of every algorithm are left out. */
    private static Properties algorithms() {
        Properties config = new Properties();
        config.put(
                "kex",
                "curve25519-sha256,curve25519-sha256@libssh.org,ecdh-sha2-nistp256,ecdh-sha2-nistp384,"
                        + "diffie-hellman-group-exchange-sha256,diffie-hellman-group16-sha512,diffie-hellman-group14-sha256");
        config.put(
                "server_host_key",
                "ssh-ed25519,ecdsa-sha2-nistp256,ecdsa-sha2-nistp384,ecdsa-sha2-nistp521,rsa-sha2-512,rsa-sha2-256");
        for (String direction : new String[] {"s2c", "c2s"}) {
            config.put("cipher." + direction, "aes128-gcm@openssh.com,aes256-gcm@openssh.com,aes128-ctr,aes256-ctr");
            config.put(
                    "mac." + direction,
                    "hmac-sha2-256-etm@openssh.com,hmac-sha2-512-etm@openssh.com,hmac-sha2-256,hmac-sha2-512");
            config.put("compression." + direction, "none");
        }
        for (String check : new String[] {"CheckCiphers", "CheckMacs", "CheckKexes", "CheckSignatures"}) {
            config.put(check, "");
        }
        config.put("PreferredAuthentications", "publickey,keyboard-interactive,password");
        config.put("StrictHostKeyChecking", "yes");
        return config;
    }

    private void connect() throws JSchException, IOException {
        Thread guard =
                Thread.ofPlatform().daemon().name("ssh-alive " + target.alias()).unstarted(this::stayAlive);
        guard.start();
        try {
            session.connect();
        } catch (JSchException e) {
            closed.countDown();
            if (!lost.isEmpty()) {
                throw new IOException(lost); // its cause is our own closing of the transport
            }
            throw e;
        } finally {
            settled.countDown();
        }
    }

    /** First the time-out of the handshake, then the keep-alive: both end the transport, which wakes up all who wait on it. */
    private void stayAlive() {
        try {
            if (!settled.await(target.connectTimeout().toNanos(), TimeUnit.NANOSECONDS)) {
                lose("no connection within " + target.connectTimeout().toSeconds() + " s");
                return;
            }
            long interval = target.aliveInterval().toNanos();
            long deadline = interval * (target.aliveCount() + 1L);
            while (!closed.await(interval, TimeUnit.NANOSECONDS)) {
                long silence = System.nanoTime() - transport.lastHeard();
                if (silence > deadline) {
                    lose("no sign of life for " + Duration.ofNanos(silence).toSeconds() + " s");
                    return;
                }
                if (silence > interval) {
                    session.sendKeepAliveMsg();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception broken) {
            lose(CUT); // the reader notices the same, a little sooner or later
        }
    }

    private void lose(String why) {
        lost = why;
        transport.close();
    }

    boolean alive() {
        return session.isConnected();
    }

    /** Why the connection ended, for the commands that were running on it. */
    String lost() {
        return lost.isEmpty() ? CUT : lost;
    }

    SshTarget target() {
        return target;
    }

    /** An unconnected channel for one command; {@link #release} must follow. */
    ChannelExec channel(Duration longest) throws JSchException, InterruptedException {
        if (!channels.tryAcquire(longest.toNanos(), TimeUnit.NANOSECONDS)) {
            throw new JSchException(MOST_CHANNELS + " commands already run on this connection");
        }
        try {
            inUse.incrementAndGet();
            return (ChannelExec) session.openChannel("exec");
        } catch (JSchException e) {
            release();
            throw e;
        }
    }

    void release() {
        inUse.decrementAndGet();
        channels.release();
    }

    /**
     * The server did not open a channel. While others are open that means that it allows fewer than we thought: the place is not given
     * back, so the limit is learned.
     *
     * @return whether trying again makes sense
     */
    boolean refused() {
        if (alive() && inUse.decrementAndGet() > 0) {
            return true;
        }
        channels.release();
        return false;
    }

    ChannelDirectTCPIP forward(String host, int port) throws JSchException {
        ChannelDirectTCPIP channel = (ChannelDirectTCPIP) session.openChannel("direct-tcpip");
        channel.setHost(host);
        channel.setPort(port);
        return channel;
    }

    @Override
    public void close() {
        closed.countDown();
        session.disconnect();
        transport.close();
    }
}
