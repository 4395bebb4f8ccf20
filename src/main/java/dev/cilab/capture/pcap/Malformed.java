package dev.cilab.capture.pcap;

import java.io.IOException;

/** Bytes that are not what they should be. The only way in which reading captured bytes fails. */
public final class Malformed extends IOException {

    private static final long serialVersionUID = 1L;

    public Malformed(String why) {
        super(why);
    }
}
