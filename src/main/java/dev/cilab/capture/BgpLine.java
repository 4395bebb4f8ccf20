package dev.cilab.capture;

import dev.cilab.capture.bgp.BgpMessage;
import dev.cilab.capture.bgp.BgpTalk.Said;
import dev.cilab.capture.bgp.BgpText;
import java.util.function.UnaryOperator;

/**
 * One BGP message as it is told.
 *
 * @param on   the machine it was captured on
 * @param time ISO 8601, UTC
 * @param from the machine that said it, else its address
 * @param type {@code open update notification keepalive route-refresh unreadable}
 * @param text the message in words
 */
public record BgpLine(String on, String time, String from, String to, String type, boolean endOfRib, String text) {

    public static BgpLine of(Tap tap, Said said, UnaryOperator<String> machineAt) {
        String type =
                switch (said.message()) {
                    case BgpMessage.Open open -> "open";
                    case BgpMessage.Update update -> "update";
                    case BgpMessage.Notification notification -> "notification";
                    case BgpMessage.Keepalive keepalive -> "keepalive";
                    case BgpMessage.RouteRefresh refresh -> "route-refresh";
                    case BgpMessage.Unreadable unreadable -> "unreadable";
                };
        boolean end = said.message() instanceof BgpMessage.Update update
                && !update.endOfRib().isEmpty();
        return new BgpLine(
                tap.place(),
                said.time().toString(),
                machineAt.apply(said.from()),
                machineAt.apply(said.to()),
                type,
                end,
                BgpText.of(said.message()));
    }
}
