package dev.cilab.capture;

import dev.cilab.capture.pcap.LinkType;
import dev.cilab.capture.pcap.Packet;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;

/** Frames, built by hand. */
final class Frames {

    static final Instant NOON = Instant.parse("2026-01-02T12:00:00.000000001Z");

    private Frames() {}

    static byte[] join(byte[]... parts) {
        int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
        ByteBuffer joined = ByteBuffer.allocate(length);
        Arrays.stream(parts).forEach(joined::put);
        return joined.array();
    }

    static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replace(" ", ""));
    }

    static byte[] ethernet(int type, byte[] payload) {
        return join(hex("020000000002 020000000001"), hex(String.format("%04x", type)), payload);
    }

    static byte[] ipv4(String source, String destination, int protocol, byte[] payload) {
        return ByteBuffer.allocate(20 + payload.length)
                .put((byte) 0x45)
                .put((byte) 0)
                .putShort((short) (20 + payload.length))
                .putInt(0)
                .put((byte) 64)
                .put((byte) protocol)
                .putShort((short) 0)
                .put(address(source))
                .put(address(destination))
                .put(payload)
                .array();
    }

    static byte[] tcp(int from, int to, long sequence, int flags, byte[] payload) {
        return ByteBuffer.allocate(20 + payload.length)
                .putShort((short) from)
                .putShort((short) to)
                .putInt((int) sequence)
                .putInt(0)
                .put((byte) 0x50)
                .put((byte) flags)
                .putShort((short) 1000)
                .putInt(0)
                .put(payload)
                .array();
    }

    static byte[] udp(int from, int to, byte[] payload) {
        return ByteBuffer.allocate(8 + payload.length)
                .putShort((short) from)
                .putShort((short) to)
                .putShort((short) (8 + payload.length))
                .putShort((short) 0)
                .put(payload)
                .array();
    }

    static byte[] address(String text) {
        ByteBuffer bytes = ByteBuffer.allocate(4);
        Arrays.stream(text.split("\\.")).forEach(part -> bytes.put((byte) Integer.parseInt(part)));
        return bytes.array();
    }

    static Packet packet(byte[] frame) {
        return new Packet(NOON, LinkType.ETHERNET, frame, frame.length);
    }

    static Packet tcpPacket(
            String source, int from, String destination, int to, long sequence, int flags, byte[] data) {
        return packet(ethernet(0x0800, ipv4(source, destination, 6, tcp(from, to, sequence, flags, data))));
    }

    /** @param type of a BGP message */
    static byte[] bgp(int type, byte[] body) {
        byte[] marker = new byte[16];
        Arrays.fill(marker, (byte) 0xff);
        return join(marker, hex(String.format("%04x%02x", 19 + body.length, type)), body);
    }
}
