package dev.cilab.capture.bgp;

import java.util.Arrays;

/**
 * Cuts a stream of bytes into messages: sixteen bytes 0xff, two of length, one of type. A stream that was joined in the middle, or that lacks
 * something, goes on at the next marker.
 */
final class Framing {

    private static final int MARKER = 16;

    /** Takes a message without its header. */
    @FunctionalInterface
    interface Listener {
        void message(int type, byte[] body);
    }

    private final Listener listener;
    private byte[] bytes = new byte[512];
    private int from;
    private int to;

    Framing(Listener listener) {
        this.listener = listener;
    }

    void append(byte[] piece) {
        if (bytes.length - to < piece.length) {
            int kept = to - from;
            byte[] roomy = new byte[Math.max(bytes.length, 2 * (kept + piece.length))];
            System.arraycopy(bytes, from, roomy, 0, kept);
            bytes = roomy;
            from = 0;
            to = kept;
        }
        System.arraycopy(piece, 0, bytes, to, piece.length);
        to += piece.length;
        cut();
    }

    /** What has come of a message will never be whole. */
    void gap() {
        from = 0;
        to = 0;
    }

    private void cut() {
        while (to - from >= BgpReader.HEADER) {
            int length = (bytes[from + MARKER] & 0xff) << 8 | bytes[from + MARKER + 1] & 0xff;
            if (!marker() || length < BgpReader.HEADER) {
                from++;
            } else if (to - from < length) {
                return;
            } else {
                int type = bytes[from + MARKER + 2] & 0xff;
                byte[] body = Arrays.copyOfRange(bytes, from + BgpReader.HEADER, from + length);
                from += length;
                listener.message(type, body);
            }
        }
    }

    private boolean marker() {
        for (int i = 0; i < MARKER; i++) {
            if (bytes[from + i] != (byte) 0xff) {
                return false;
            }
        }
        return true;
    }
}
