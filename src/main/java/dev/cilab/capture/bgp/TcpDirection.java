package dev.cilab.capture.bgp;

import dev.cilab.capture.packet.Layer;
import java.util.TreeMap;

/**
 * Puts what one end of a TCP connection sends into its order: drops what is sent again, keeps what comes early, and gives up on what never
 * came. Memory is bounded.
 */
final class TcpDirection {

    /** Kept before what is missing is given up. */
    private static final int PATIENCE = 256 * 1024;
    /** Further apart than any window: another connection on the same ports, of which the beginning was not seen. */
    private static final int FAR = 1 << 24;

    private final Framing framing;
    private final TreeMap<Long, byte[]> early = new TreeMap<>();
    private long next = -1;
    private int kept;

    TcpDirection(Framing framing) {
        this.framing = framing;
    }

    void accept(Layer.Tcp segment) {
        if (segment.syn()) {
            restart(segment.sequence() + 1);
            return;
        }
        if (segment.length() == 0) {
            return;
        }
        // 32 bits that wrap around, counted on
        long at = next < 0 ? segment.sequence() : next + (int) (segment.sequence() - next);
        if (next < 0 || Math.abs(at - next) > FAR) {
            restart(segment.sequence());
            at = next;
        }
        if (at <= next) {
            inOrder(at, segment.payload(), segment.length());
        } else if (segment.payload().length == segment.length() && early.putIfAbsent(at, segment.payload()) == null) {
            kept += segment.length();
        }
        drain(kept > PATIENCE);
    }

    /** Nothing more will come: what is behind a gap counts too. */
    void end() {
        drain(true);
    }

    private void restart(long sequence) {
        next = sequence;
        early.clear();
        kept = 0;
        framing.gap();
    }

    private void inOrder(long at, byte[] payload, int length) {
        long known = next - at;
        if (known >= length) {
            return; // sent again
        }
        if (known < payload.length) {
            byte[] fresh = new byte[payload.length - (int) known];
            System.arraycopy(payload, (int) known, fresh, 0, fresh.length);
            framing.append(fresh);
        }
        if (payload.length < length) {
            framing.gap(); // the capture cut the segment
        }
        next = at + length;
    }

    private void drain(boolean overGaps) {
        while (!early.isEmpty()) {
            long at = early.firstKey();
            if (at > next) {
                if (!overGaps) {
                    return;
                }
                framing.gap();
                next = at;
            }
            byte[] payload = early.remove(at);
            kept -= payload.length;
            inOrder(at, payload, payload.length);
        }
    }
}
