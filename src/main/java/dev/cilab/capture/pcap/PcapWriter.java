package dev.cilab.capture.pcap;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** Writes the classic pcap format with nanoseconds. It knows one link type per file and not where a packet was seen. */
public final class PcapWriter {

    private static final int SNAP_LENGTH = 262_144;

    private final OutputStream out;
    private final int linkType;

    /** Writes the file's header at once. */
    public PcapWriter(OutputStream out, int linkType) throws IOException {
        this.out = out;
        this.linkType = linkType;
        out.write(ByteBuffer.allocate(24)
                .putInt(0xa1b23c4d)
                .putShort((short) 2)
                .putShort((short) 4)
                .putLong(0)
                .putInt(SNAP_LENGTH)
                .putInt(linkType)
                .array());
    }

    /** One write per packet, so that a file that cannot take more ends with a whole one. */
    public void write(Packet packet) throws IOException {
        if (packet.linkType() != linkType) {
            throw new Malformed("a pcap file holds one link type: " + linkType + ", not " + packet.linkType()
                    + " too; a .pcapng file holds both");
        }
        out.write(ByteBuffer.allocate(16 + packet.bytes().length)
                .putInt((int) packet.time().getEpochSecond())
                .putInt(packet.time().getNano())
                .putInt(packet.bytes().length)
                .putInt(packet.length())
                .put(packet.bytes())
                .array());
    }
}
