package dev.cilab.watch;

import dev.cilab.lab.NodeName;
import dev.cilab.lab.Topology;
import dev.cilab.lab.Topology.Interface;
import dev.cilab.lab.Topology.Machine;
import dev.cilab.watch.Row.Mood;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Packets per second of the interfaces on segments, from {@code /proc/net/dev} as machines send it every few seconds. */
final class Counters {

    private record Sample(long nanos, long received, long sent, long receivedBytes, long sentBytes) {}

    private final Topology topology;
    private final Map<String, Sample> last = new HashMap<>();
    private final Map<String, List<String>> rates = new HashMap<>();

    Counters(Topology topology) {
        this.topology = topology;
    }

    /** A line of the file. @param nanos when it came */
    synchronized void line(NodeName node, String line, long nanos) {
        int colon = line.indexOf(':');
        if (colon < 0) {
            return;
        }
        String key = node + " " + line.substring(0, colon).strip();
        String[] numbers = line.substring(colon + 1).strip().split("\\s+");
        if (numbers.length < 10) {
            return;
        }
        Sample now;
        try {
            now = new Sample(
                    nanos,
                    Long.parseLong(numbers[1]),
                    Long.parseLong(numbers[9]),
                    Long.parseLong(numbers[0]),
                    Long.parseLong(numbers[8]));
        } catch (NumberFormatException e) {
            return;
        }
        Sample before = last.put(key, now);
        if (before != null && now.nanos() > before.nanos()) {
            double seconds = (now.nanos() - before.nanos()) / 1e9;
            rates.put(
                    key,
                    List.of(
                            rate((now.received() - before.received()) / seconds),
                            rate((now.sent() - before.sent()) / seconds),
                            bytes((now.receivedBytes() - before.receivedBytes()) / seconds),
                            bytes((now.sentBytes() - before.sentBytes()) / seconds)));
        }
    }

    synchronized Content content() {
        List<Row> rows = new ArrayList<>();
        for (Machine machine : topology.machines()) {
            for (Interface each : machine.interfaces()) {
                List<String> rate = rates.get(machine.name() + " " + each.name());
                if (each.segment().isPresent() && rate != null) {
                    List<String> cells = new ArrayList<>(List.of(machine.name().value(), each.name()));
                    cells.addAll(rate);
                    rows.add(new Row(machine.name() + " " + each.name(), "", cells, Mood.PLAIN));
                }
            }
        }
        return new Content(List.of("NODE", "DEV", "IN", "OUT", "IN B/s", "OUT B/s"), rows, "");
    }

    private static String rate(double perSecond) {
        return String.valueOf(Math.max(0, Math.round(perSecond)));
    }

    private static String bytes(double perSecond) {
        long whole = Math.max(0, Math.round(perSecond));
        return whole < 10_000
                ? String.valueOf(whole)
                : whole < 10_000_000 ? whole / 1000 + "k" : whole / 1_000_000 + "M";
    }
}
