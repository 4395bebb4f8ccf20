package dev.cilab.capture;

import dev.cilab.capture.pcap.Packet;
import java.io.IOException;

/** Takes the packets of all taps in the order of their times; called by one thread. */
public interface PacketSink {

    /** @throws IOException ends the capture; what was taken before is kept */
    void packet(Tap tap, Packet packet) throws IOException;

    /** A tap ended by itself; the others go on. May be called from any thread. */
    default void lost(Tap tap, String why) {}
}
