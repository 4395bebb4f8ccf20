package dev.cilab.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;

/** A TCP connection. */
final class TcpTransport extends Transport {

    private final SshTarget target;
    private final Socket socket = new Socket();

    TcpTransport(SshTarget target) {
        this.target = target;
    }

    @Override
    void open() throws IOException {
        InetSocketAddress address = new InetSocketAddress(target.host(), target.port());
        if (address.isUnresolved()) {
            throw new UnknownHostException(target.host());
        }
        socket.setTcpNoDelay(true);
        socket.connect(address, Math.toIntExact(target.connectTimeout().toMillis()));
    }

    @Override
    InputStream input() throws IOException {
        return socket.getInputStream();
    }

    @Override
    OutputStream output() throws IOException {
        return socket.getOutputStream();
    }

    @Override
    void shut() {
        try {
            socket.close();
        } catch (IOException closing) {
            // it is gone either way
        }
    }
}
