package dev.cilab.capture.bgp;

import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/** Messages in words. */
public final class BgpText {

    private static final int SHOWN = 4;

    private BgpText() {}

    public static String of(BgpMessage message) {
        return switch (message) {
            case BgpMessage.Open open ->
                "OPEN AS " + open.asn() + " hold " + open.holdTimeSeconds() + " s, id " + open.routerId();
            case BgpMessage.Update update -> update(update);
            case BgpMessage.Notification n -> "NOTIFICATION " + n.meaning();
            case BgpMessage.Keepalive keepalive -> "KEEPALIVE";
            case BgpMessage.RouteRefresh refresh -> "ROUTE-REFRESH " + refresh.family();
            case BgpMessage.Unreadable u -> "unreadable message (" + u.why() + ")";
        };
    }

    private static String update(BgpMessage.Update update) {
        if (!update.endOfRib().isEmpty()) {
            return "UPDATE End-of-RIB " + update.endOfRib();
        }
        StringJoiner text = new StringJoiner(" ", "UPDATE ", "");
        if (!update.announced().isEmpty()) {
            text.add("announces "
                    + few(update.announced().stream()
                            .map(BgpMessage.Announced::prefix)
                            .toList())
                    + " via " + update.announced().getFirst().nextHop()
                    + (update.asPath().isEmpty() ? "" : " path " + update.asPath()));
        }
        if (!update.withdrawn().isEmpty()) {
            text.add("withdraws " + few(update.withdrawn()));
        }
        return text.toString();
    }

    private static String few(List<String> items) {
        return items.size() <= SHOWN
                ? String.join(", ", items)
                : String.join(", ", items.subList(0, SHOWN)) + " and " + (items.size() - SHOWN) + " more";
    }

    /** The messages that begin in one TCP segment, as far as it holds them; empty where none begins with it. */
    public static String ofSegment(byte[] payload) {
        List<String> texts = new ArrayList<>();
        Framing framing = new Framing((type, body) -> texts.add(of(BgpReader.read(type, body, Dialect.USUAL))));
        framing.append(payload);
        return texts.isEmpty() ? "" : "BGP " + String.join("; ", texts);
    }
}
