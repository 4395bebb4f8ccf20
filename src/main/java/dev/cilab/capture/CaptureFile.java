package dev.cilab.capture;

import dev.cilab.capture.pcap.LinkType;
import dev.cilab.capture.pcap.Packet;
import dev.cilab.capture.pcap.PcapWriter;
import dev.cilab.capture.pcap.PcapngWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A capture on this machine's disk, readable at any moment: {@code .pcapng} keeps the name of each tap, anything else is classic pcap. When the
 * disk is full, the file ends with the last packet that fitted.
 */
public final class CaptureFile implements AutoCloseable {

    private final Path path;
    private final FileChannel channel;
    private final boolean named;
    private PcapWriter plain;
    private PcapngWriter ng;

    private CaptureFile(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
        this.named = path.toString().endsWith(".pcapng");
    }

    /** Replaces a file of that name. */
    public static CaptureFile create(Path path) throws IOException {
        return new CaptureFile(
                path,
                FileChannel.open(
                        path,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE));
    }

    public Path path() {
        return path;
    }

    public long size() throws IOException {
        return channel.size();
    }

    public void write(Tap tap, Packet packet) throws IOException {
        if (named) {
            if (ng == null) {
                ng = new PcapngWriter(new Whole());
            }
            ng.write(tap.toString(), packet);
        } else {
            if (plain == null) {
                plain = new PcapWriter(new Whole(), packet.linkType());
            }
            plain.write(packet);
        }
    }

    /** A capture without packets is a file without packets, not an empty file. */
    @Override
    public void close() throws IOException {
        try (channel) {
            if (plain == null && ng == null) {
                begin();
            }
        }
    }

    private void begin() throws IOException {
        if (named) {
            ng = new PcapngWriter(new Whole());
        } else {
            plain = new PcapWriter(new Whole(), LinkType.ETHERNET);
        }
    }

    /** Writes all or nothing. */
    private final class Whole extends OutputStream {

        @Override
        public void write(int octet) throws IOException {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            long before = channel.position();
            try {
                ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
            } catch (IOException e) {
                channel.truncate(before);
                throw e;
            }
        }
    }
}
