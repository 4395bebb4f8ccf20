package dev.cilab.capture.pcap;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes pcapng (draft-ietf-opsawg-pcapng): every packet keeps the name of the interface it was seen on, which Wireshark shows, and interfaces
 * may differ in their link types.
 */
public final class PcapngWriter {

    private static final int SECTION = 0x0a0d0d0a;
    private static final int INTERFACE = 1;
    private static final int ENHANCED_PACKET = 6;
    private static final short IF_NAME = 2;
    private static final short IF_TSRESOL = 9;
    private static final byte NANOSECONDS = 9;

    private final OutputStream out;
    private final Map<String, Integer> interfaces = new LinkedHashMap<>();

    /** Writes the section's header at once. */
    public PcapngWriter(OutputStream out) throws IOException {
        this.out = out;
        ByteBuffer body = ByteBuffer.allocate(16)
                .putInt(0x1a2b3c4d)
                .putShort((short) 1)
                .putShort((short) 0)
                .putLong(-1);
        block(SECTION, body);
    }

    /** @param seenOn e.g. {@code k8s-w1 eth1} */
    public void write(String seenOn, Packet packet) throws IOException {
        String key = seenOn + "\0" + packet.linkType();
        Integer known = interfaces.get(key);
        int number = known == null ? interfaces.size() : known;
        if (known == null) {
            describe(seenOn, packet.linkType());
            interfaces.put(key, number);
        }
        long nanos =
                packet.time().getEpochSecond() * 1_000_000_000L + packet.time().getNano();
        ByteBuffer body = ByteBuffer.allocate(20 + padded(packet.bytes().length))
                .putInt(number)
                .putInt((int) (nanos >>> 32))
                .putInt((int) nanos)
                .putInt(packet.bytes().length)
                .putInt(packet.length())
                .put(packet.bytes());
        block(ENHANCED_PACKET, body);
    }

    private void describe(String name, int linkType) throws IOException {
        byte[] text = name.getBytes(StandardCharsets.UTF_8);
        ByteBuffer body = ByteBuffer.allocate(8 + 4 + padded(text.length) + 8 + 4)
                .putShort((short) linkType)
                .putShort((short) 0)
                .putInt(0)
                .putShort(IF_NAME)
                .putShort((short) text.length)
                .put(text);
        body.position(8 + 4 + padded(text.length));
        body.putShort(IF_TSRESOL).putShort((short) 1).put(NANOSECONDS);
        block(INTERFACE, body);
    }

    /** One write per block, so that a file that cannot take more ends with a whole one. */
    private void block(int type, ByteBuffer body) throws IOException {
        int length = body.capacity() + 12;
        out.write(ByteBuffer.allocate(length)
                .putInt(type)
                .putInt(length)
                .put(body.array())
                .putInt(length)
                .array());
    }

    private static int padded(int length) {
        return (length + 3) / 4 * 4;
    }
}
