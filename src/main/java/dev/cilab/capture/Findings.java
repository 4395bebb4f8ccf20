package dev.cilab.capture;

import dev.cilab.capture.bgp.BgpMessage;
import dev.cilab.capture.bgp.BgpTalk;
import dev.cilab.capture.bgp.BgpTalk.Said;
import dev.cilab.capture.packet.Dissector;
import dev.cilab.capture.packet.DsrOption;
import dev.cilab.capture.packet.Layer;
import dev.cilab.capture.pcap.Packet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What captured packets say, as rows: every packet, every BGP update, every packet in a Geneve tunnel. */
public final class Findings {

    private final UnaryOperator<String> machineAt;
    private final List<CapturedPacket> packets = new ArrayList<>();
    private final List<CapturedUpdate> updates = new ArrayList<>();
    private final List<CapturedTunnel> tunnels = new ArrayList<>();
    private final Map<Tap, BgpTalk> talks = new HashMap<>();
    private Instant last = Instant.EPOCH;

    /** @param machineAt the machine that has an address, else the address itself */
    public Findings(UnaryOperator<String> machineAt) {
        this.machineAt = machineAt;
    }

    public synchronized void accept(Tap tap, Packet packet) {
        last = packet.time();
        List<Layer> layers = Dissector.layers(packet);
        packets.add(packet(tap, packet, layers));
        tunnel(tap, packet, layers).ifPresent(tunnels::add);
        talks.computeIfAbsent(tap, none -> new BgpTalk())
                .accept(packet.time(), layers)
                .forEach(said -> update(tap, said));
    }

    /** No packet follows. */
    public synchronized void end() {
        talks.forEach((tap, talk) -> talk.end(last).forEach(said -> update(tap, said)));
    }

    public synchronized List<CapturedPacket> packets() {
        return List.copyOf(packets);
    }

    public synchronized List<CapturedUpdate> updates() {
        return List.copyOf(updates);
    }

    public synchronized List<CapturedTunnel> tunnels() {
        return List.copyOf(tunnels);
    }

    private CapturedPacket packet(Tap tap, Packet packet, List<Layer> layers) {
        Ends ends = Ends.of(layers);
        return new CapturedPacket(
                tap.place(),
                tap.device(),
                packet.time().toString(),
                machineAt.apply(ends.source()),
                machineAt.apply(ends.destination()),
                ends.source(),
                ends.destination(),
                ends.sourcePort(),
                ends.destinationPort(),
                ends.protocol(),
                ends.ttl(),
                ends.flags(),
                packet.length(),
                Summary.of(layers));
    }

    private Optional<CapturedTunnel> tunnel(Tap tap, Packet packet, List<Layer> layers) {
        for (int i = 0; i < layers.size(); i++) {
            if (layers.get(i) instanceof Layer.Geneve geneve) {
                Ends outside = Ends.of(layers.subList(0, i));
                Ends inside = Ends.of(layers.subList(i + 1, layers.size()));
                Optional<DsrOption> dsr = geneve.dsr();
                return Optional.of(new CapturedTunnel(
                        tap.place(),
                        packet.time().toString(),
                        machineAt.apply(outside.source()),
                        machineAt.apply(outside.destination()),
                        geneve.vni(),
                        geneve.options().stream()
                                .map(o -> "0x" + Integer.toHexString(o.optionClass()) + "/0x"
                                        + Integer.toHexString(o.type()))
                                .toList(),
                        dsr.isPresent(),
                        dsr.map(DsrOption::address).orElse(""),
                        dsr.map(DsrOption::port).orElse(0),
                        inside.source(),
                        inside.sourcePort(),
                        inside.destination(),
                        inside.destinationPort(),
                        inside.protocol(),
                        inside.flags()));
            }
        }
        return Optional.empty();
    }

    private void update(Tap tap, Said said) {
        if (!(said.message() instanceof BgpMessage.Update update)) {
            return;
        }
        if (!update.endOfRib().isEmpty()) {
            updates.add(row(tap, said, update, "end-of-rib", "", "", update.endOfRib()));
        }
        update.withdrawn().forEach(prefix -> updates.add(row(tap, said, update, "withdraw", prefix, "", "")));
        update.announced()
                .forEach(each -> updates.add(row(tap, said, update, "announce", each.prefix(), each.nextHop(), "")));
    }

    private CapturedUpdate row(
            Tap tap, Said said, BgpMessage.Update update, String kind, String prefix, String nextHop, String family) {
        boolean announced = kind.equals("announce");
        return new CapturedUpdate(
                tap.place(),
                said.time().toString(),
                machineAt.apply(said.from()),
                machineAt.apply(said.to()),
                kind,
                prefix,
                nextHop,
                nextHop.isEmpty() ? "" : machineAt.apply(nextHop),
                announced ? update.asPath() : "",
                announced ? update.origin() : "",
                announced ? update.communities() : List.of(),
                family);
    }
}
