package dev.cilab.capture.bgp;

import dev.cilab.capture.packet.Cursor;
import dev.cilab.capture.pcap.Malformed;
import java.util.List;

/** Reads one message, marker and length taken off (RFC 4271 §4). Never fails: what cannot be read is {@link BgpMessage.Unreadable}. */
final class BgpReader {

    static final int HEADER = 19;

    private static final int AS_TRANS = 23456;

    private BgpReader() {}

    static BgpMessage read(int type, byte[] body, Dialect dialect) {
        Cursor bytes = new Cursor(body);
        try {
            return switch (type) {
                case 1 -> open(bytes);
                case 2 -> new UpdateReader(dialect).read(bytes);
                case 3 -> notification(bytes);
                case 4 -> new BgpMessage.Keepalive();
                case 5 -> refresh(bytes);
                default -> new BgpMessage.Unreadable(type, "message type " + type);
            };
        } catch (Malformed e) {
            return new BgpMessage.Unreadable(type, e.getMessage());
        }
    }

    private static BgpMessage open(Cursor bytes) throws Malformed {
        bytes.skip(1);
        int asn = bytes.u16();
        int holdTime = bytes.u16();
        String id = bytes.address(4);
        Capabilities capabilities = capabilities(bytes);
        boolean wide = capabilities.asn() >= 0 && (asn == AS_TRANS || asn == capabilities.asn());
        return new BgpMessage.Open(wide ? capabilities.asn() : asn, holdTime, id, capabilities.words());
    }

    /** What an OPEN offers; nothing where it cannot be read. */
    static Capabilities offered(byte[] body) {
        try {
            Cursor bytes = new Cursor(body);
            bytes.skip(9);
            return capabilities(bytes);
        } catch (Malformed e) {
            return Capabilities.NONE;
        }
    }

    private static Capabilities capabilities(Cursor bytes) throws Malformed {
        return Capabilities.of(bytes.part(bytes.u8()));
    }

    private static BgpMessage notification(Cursor bytes) throws Malformed {
        int code = bytes.u8();
        int subcode = bytes.u8();
        return new BgpMessage.Notification(code, subcode, meaning(code, subcode));
    }

    private static String meaning(int code, int subcode) {
        List<String> cease = List.of(
                "",
                "maximum prefixes",
                "administrative shutdown",
                "peer de-configured",
                "administrative reset",
                "connection rejected",
                "other configuration change",
                "collision",
                "out of resources",
                "hard reset",
                "BFD down");
        String detail = subcode > 0 && code == 6 && subcode < cease.size()
                ? ": " + cease.get(subcode)
                : subcode > 0 ? " " + subcode : "";
        return switch (code) {
                    case 1 -> "message header error";
                    case 2 -> "OPEN error" + (subcode == 2 ? " (wrong AS)" : "");
                    case 3 -> "UPDATE error";
                    case 4 -> "hold timer expired";
                    case 5 -> "state machine error";
                    case 6 -> "cease";
                    default -> "code " + code;
                }
                + detail;
    }

    private static BgpMessage refresh(Cursor bytes) throws Malformed {
        int afi = bytes.u16();
        bytes.skip(1);
        return new BgpMessage.RouteRefresh(Families.name(afi, bytes.u8()));
    }
}
