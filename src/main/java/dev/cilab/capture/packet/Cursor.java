package dev.cilab.capture.packet;

import dev.cilab.capture.pcap.Malformed;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;

/** Reads numbers in network order from a part of an array, and never beyond it. */
public final class Cursor {

    private final byte[] bytes;
    private int at;
    private final int end;

    public Cursor(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    private Cursor(byte[] bytes, int at, int end) {
        this.bytes = bytes;
        this.at = at;
        this.end = end;
    }

    public int left() {
        return end - at;
    }

    public int u8() throws Malformed {
        need(1);
        return bytes[at++] & 0xff;
    }

    public int u16() throws Malformed {
        return u8() << 8 | u8();
    }

    public int u24() throws Malformed {
        return u16() << 8 | u8();
    }

    public long u32() throws Malformed {
        return (long) u16() << 16 | u16();
    }

    public byte[] take(int count) throws Malformed {
        need(count);
        at += count;
        return Arrays.copyOfRange(bytes, at - count, at);
    }

    public byte[] rest() throws Malformed {
        return take(left());
    }

    public void skip(int count) throws Malformed {
        need(count);
        at += count;
    }

    /** The next bytes as a cursor of their own; this one goes on behind them. */
    public Cursor part(int count) throws Malformed {
        need(count);
        at += count;
        return new Cursor(bytes, at - count, at);
    }

    /** The next bytes, or as many of them as there are. */
    public Cursor atMost(int count) throws Malformed {
        return part(Math.min(count, left()));
    }

    public String mac() throws Malformed {
        return HexFormat.ofDelimiter(":").formatHex(take(6));
    }

    /** @param width 4 or 16 */
    public String address(int width) throws Malformed {
        return address(take(width));
    }

    /** An address in its usual notation; IPv6 with the longest run of zeros left out. */
    public static String address(byte[] bytes) throws Malformed {
        try {
            String text = InetAddress.getByAddress(bytes).getHostAddress();
            return bytes.length == 4 ? text : shortened(text);
        } catch (UnknownHostException e) {
            throw new Malformed("an address of " + bytes.length + " bytes");
        }
    }

    /** Java writes all eight groups. */
    private static String shortened(String address) {
        String longest = "";
        for (String run = "0:0"; run.length() <= 15; run += ":0") {
            if ((":" + address + ":").contains(":" + run + ":")) {
                longest = run;
            }
        }
        return longest.isEmpty()
                ? address
                : (":" + address + ":").replaceFirst(":" + longest + ":", "::").replaceAll("^:(?!:)|(?<!:):$", "");
    }

    private void need(int count) throws Malformed {
        if (count < 0 || count > left()) {
            throw new Malformed(count + " bytes wanted, " + left() + " there");
        }
    }
}
