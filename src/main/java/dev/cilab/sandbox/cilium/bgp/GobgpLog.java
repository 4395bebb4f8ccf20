package dev.cilab.sandbox.cilium.bgp;

import dev.cilab.sandbox.cilium.LogLines;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** gobgpd's own log: the source of events, and of the agent's log lines about peerings. */
final class GobgpLog {

    private static final Pattern LINE =
            Pattern.compile("time=\"[^\"]*\" level=(\\w+) msg=\"((?:[^\"\\\\]|\\\\.)*)\"(.*)");
    private static final Pattern FIELD = Pattern.compile(" ([\\w-]+)=(?:\"((?:[^\"\\\\]|\\\\.)*)\"|(\\S*))");

    private final List<Waiter> waiters = new ArrayList<>();
    private String last = "";

    private record Waiter(String message, CompletableFuture<Void> done) {}

    /** Done when a line with this message comes; failed when gobgpd ends before. */
    synchronized CompletableFuture<Void> next(String message) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        waiters.add(new Waiter(message, done));
        return done;
    }

    /** @return true when the line tells that a peering changed */
    boolean take(String line, LogLines log, long asn) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            remember(line);
            log.warn(line, "component", "gobgp");
            return false;
        }
        String message = matcher.group(2);
        remember(message);
        List<Object> fields = fields(matcher.group(3));
        fields.addAll(List.of("asn", asn, "component", "gobgp.BgpServerInstance"));
        switch (matcher.group(1)) {
            case "error", "fatal" -> log.error(message, fields.toArray());
            case "warning" -> log.warn(message, fields.toArray());
            default -> log.info(message, fields.toArray());
        }
        complete(message);
        return message.startsWith("Peer Up") || message.startsWith("Peer Down") || message.startsWith("Delete a peer");
    }

    synchronized void fail(Exception why) {
        waiters.forEach(waiter -> waiter.done().completeExceptionally(why));
        waiters.clear();
    }

    synchronized String last() {
        return last;
    }

    private synchronized void remember(String line) {
        last = line;
    }

    private synchronized void complete(String message) {
        for (Waiter waiter : List.copyOf(waiters)) {
            if (waiter.message().equals(message)) {
                waiters.remove(waiter);
                waiter.done().complete(null);
            }
        }
    }

    private static List<Object> fields(String text) {
        List<Object> fields = new ArrayList<>();
        Matcher matcher = FIELD.matcher(text);
        while (matcher.find()) {
            fields.add(matcher.group(1));
            fields.add(matcher.group(2) != null ? matcher.group(2) : matcher.group(3));
        }
        return fields;
    }
}
