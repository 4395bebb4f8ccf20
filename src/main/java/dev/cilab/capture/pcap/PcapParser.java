package dev.cilab.capture.pcap;

import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Reads the classic pcap format as its bytes come in, in pieces of any size, and tells each packet as soon as it is whole. Takes both byte
 * orders and both clocks (microseconds and nanoseconds). Memory is bounded by one packet.
 *
 * <p>Every write throws {@link Malformed} once the bytes are no pcap; packets that were told before stand.
 */
public final class PcapParser extends OutputStream {

    /** libpcap's own bound of a packet (MAXIMUM_SNAPLEN); a longer one is a sign of damage. */
    private static final int LONGEST = 262_144;

    private static final int FILE_HEADER = 24;
    private static final int PACKET_HEADER = 16;
    private static final int MICROSECONDS = 0xa1b2c3d4;
    private static final int NANOSECONDS = 0xa1b23c4d;

    private final Consumer<Packet> packets;
    private byte[] bytes = new byte[4096];
    private int from;
    private int to;
    private ByteOrder order;
    private int nanosPerTick;
    private int linkType = -1;

    public PcapParser(Consumer<Packet> packets) {
        this.packets = packets;
    }

    /** The file's header has come. */
    public boolean begun() {
        return order != null;
    }

    /** Negative until the file's header has come. */
    public int linkType() {
        return linkType;
    }

    /** Bytes of a packet that is not whole yet: at the end of a capture, what was cut off. */
    public int rest() {
        return to - from;
    }

    @Override
    public void write(int octet) throws Malformed {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] piece) throws Malformed {
        write(piece, 0, piece.length);
    }

    @Override
    public void write(byte[] piece, int offset, int length) throws Malformed {
        append(piece, offset, length);
        boolean more = begun() || header();
        while (more) {
            more = packet();
        }
    }

    private void append(byte[] piece, int offset, int length) {
        if (bytes.length - to < length) {
            int kept = rest();
            byte[] roomy = bytes.length - kept < length ? new byte[Math.max(2 * bytes.length, kept + length)] : bytes;
            System.arraycopy(bytes, from, roomy, 0, kept);
            bytes = roomy;
            from = 0;
            to = kept;
        }
        System.arraycopy(piece, offset, bytes, to, length);
        to += length;
    }

    private boolean header() throws Malformed {
        if (rest() < FILE_HEADER) {
            return false;
        }
        ByteBuffer header = ByteBuffer.wrap(bytes, from, FILE_HEADER);
        int magic = header.getInt(from);
        order = magic == MICROSECONDS || magic == NANOSECONDS ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        header.order(order);
        nanosPerTick = switch (header.getInt(from)) {
            case MICROSECONDS -> 1000;
            case NANOSECONDS -> 1;
            default -> {
                order = null;
                throw new Malformed("not a pcap file: it begins with " + Integer.toHexString(magic));
            }
        };
        linkType = header.getInt(from + 20) & 0x0fff_ffff; // above: the length of a frame check sequence
        from += FILE_HEADER;
        return true;
    }

    private boolean packet() throws Malformed {
        if (rest() < PACKET_HEADER) {
            return false;
        }
        ByteBuffer header = ByteBuffer.wrap(bytes).order(order);
        long seconds = Integer.toUnsignedLong(header.getInt(from));
        long ticks = Integer.toUnsignedLong(header.getInt(from + 4));
        int captured = header.getInt(from + 8);
        int length = header.getInt(from + 12);
        if (captured < 0 || captured > LONGEST || length < 0 || ticks * nanosPerTick > 1_000_000_000L) {
            throw new Malformed("a packet of " + Integer.toUnsignedString(captured) + " bytes, "
                    + Integer.toUnsignedString(length) + " on the wire, " + ticks
                    + " ticks past the second: the capture is damaged");
        }
        if (rest() < PACKET_HEADER + captured) {
            return false;
        }
        int begin = from + PACKET_HEADER;
        from = begin + captured;
        packets.accept(new Packet(
                Instant.ofEpochSecond(seconds, ticks * nanosPerTick),
                linkType,
                Arrays.copyOfRange(bytes, begin, from),
                length));
        return true;
    }
}
