package dev.cilab.ssh;

import com.jcraft.jsch.ChannelDirectTCPIP;
import com.jcraft.jsch.JSchException;
import dev.cilab.exec.Unreachable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** ProxyJump: a forwarded TCP connection inside the connection to another machine, which lives as long as this one. */
final class JumpTransport extends Transport {

    private final SshTarget target;
    private final SshTarget jump;
    private final Credentials credentials;
    private Connection through;
    private ChannelDirectTCPIP channel;
    private InputStream in;
    private OutputStream out;

    JumpTransport(SshTarget target, SshTarget jump, Credentials credentials) {
        this.target = target;
        this.jump = jump;
        this.credentials = credentials;
    }

    @Override
    synchronized void open() throws IOException {
        try {
            through = Connection.open(jump, credentials);
            channel = through.forward(target.host(), target.port());
            in = channel.getInputStream();
            out = channel.getOutputStream();
            channel.connect(Math.toIntExact(target.connectTimeout().toMillis()));
        } catch (Unreachable e) {
            throw new IOException("through " + jump.alias() + ": " + e.getMessage(), e);
        } catch (JSchException e) {
            throw new IOException(jump.alias() + " cannot reach " + target.host() + ":" + target.port(), e);
        }
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
    synchronized void shut() {
        if (channel != null) {
            channel.disconnect();
        }
        if (through != null) {
            through.close();
        }
    }
}
