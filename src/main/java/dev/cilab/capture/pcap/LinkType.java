package dev.cilab.capture.pcap;

/** Link-layer header types by their registered numbers (tcpdump.org/linktypes.html). */
public final class LinkType {

    public static final int NULL = 0;
    public static final int ETHERNET = 1;
    public static final int RAW = 101;
    public static final int LINUX_SLL = 113;
    public static final int RAW_IPV4 = 228;
    public static final int RAW_IPV6 = 229;
    public static final int LINUX_SLL2 = 276;

    private LinkType() {}
}
