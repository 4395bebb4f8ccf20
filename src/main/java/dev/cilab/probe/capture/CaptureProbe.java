package dev.cilab.probe.capture;

import dev.cilab.capture.Findings;
import dev.cilab.capture.Tap;
import dev.cilab.capture.Taps;
import dev.cilab.capture.pcap.Malformed;
import dev.cilab.capture.pcap.PcapParser;
import dev.cilab.env.Scope;
import dev.cilab.exec.Command;
import dev.cilab.exec.Parallel;
import dev.cilab.exec.Parallel.Outcome;
import dev.cilab.exec.Result;
import dev.cilab.exec.Unreachable;
import dev.cilab.lab.NodeName;
import dev.cilab.lab.ProbeCall;
import dev.cilab.lab.ProbeSpec;
import dev.cilab.probe.Arguments;
import dev.cilab.probe.Missed;
import dev.cilab.probe.Probe;
import dev.cilab.probe.Sightings;
import dev.cilab.probe.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * {@code packets}, {@code updates}, {@code geneve}: what a capture that a step has made shows. The argument {@code capture} names it; it lies
 * on each machine as {@code /tmp/NAME.pcap}.
 */
public final class CaptureProbe<O extends Sightings> implements Probe<O> {

    /** Picks what this probe is about. */
    private interface View<O> {
        O of(List<String> places, Findings findings, List<Missed> missed);
    }

    private final String verb;
    private final Class<? extends Record> observation;
    private final String key;
    private final String filter;
    private final View<O> view;

    private CaptureProbe(String verb, Class<? extends Record> observation, String key, String filter, View<O> view) {
        this.verb = verb;
        this.observation = observation;
        this.key = key;
        this.filter = filter;
        this.view = view;
    }

    public static CaptureProbe<Packets> packets() {
        return new CaptureProbe<>(
                "packets",
                Packets.class,
                "from",
                "",
                (places, findings, missed) -> new Packets(places, findings.packets(), missed, List.of()));
    }

    public static CaptureProbe<Updates> updates() {
        return new CaptureProbe<>(
                "updates",
                Updates.class,
                "prefix",
                "tcp port 179",
                (places, findings, missed) -> new Updates(places, findings.updates(), missed, List.of()));
    }

    public static CaptureProbe<Tunnels> geneve() {
        return new CaptureProbe<>(
                "geneve",
                Tunnels.class,
                "from",
                "udp port 6081",
                (places, findings, missed) -> new Tunnels(places, findings.tunnels(), missed, List.of()));
    }

    @Override
    public ProbeSpec spec() {
        return ProbeSpec.of(verb, List.of(Site.ROUTER), Set.of("capture", "cluster"), observation, key);
    }

    @Override
    public O look(ProbeCall call, Scope scope) throws Unreachable {
        Site site = new Site(call, scope);
        String path = path(call);
        List<NodeName> machines = site.machines();
        List<Missed> missed = new ArrayList<>();
        Findings findings = new Findings(Taps.machineAt(scope.topology()));
        for (Outcome<NodeName, byte[]> outcome : Parallel.map(machines, node -> fetch(site, node, path))) {
            try {
                if (!outcome.ok()) {
                    throw outcome.failure();
                }
                read(outcome.place(), outcome.value(), findings);
            } catch (Unreachable e) {
                missed.add(new Missed(outcome.place().value(), outcome.place().value(), e.getMessage()));
            }
        }
        findings.end();
        return view.of(machines.stream().map(NodeName::value).toList(), findings, missed);
    }

    private static byte[] fetch(Site site, NodeName node, String path) throws Unreachable {
        Result result = site.host(node).run(Command.of("cat", path));
        if (!result.ok()) {
            throw new Unreachable(
                    node.value(), "there is no capture " + path + "; the step that makes it has not been taken");
        }
        return result.out();
    }

    private static void read(NodeName node, byte[] pcap, Findings findings) throws Unreachable {
        Tap tap = new Tap(node.value(), "");
        PcapParser parser = new PcapParser(packet -> findings.accept(tap, packet));
        try {
            parser.write(pcap);
        } catch (Malformed e) {
            throw new Unreachable(node.value(), "the capture is damaged: " + e.getMessage(), e);
        }
        if (!parser.begun() || parser.rest() > 0) {
            throw new Unreachable(node.value(), "the capture ends in the middle of a packet");
        }
    }

    private static String path(ProbeCall call) {
        return "/tmp/" + new Arguments(call).required("capture") + ".pcap";
    }

    @Override
    public boolean alone() {
        return true;
    }

    @Override
    public String command(ProbeCall call, Scope scope) {
        Site site = new Site(call, scope);
        try {
            NodeName node = site.machines().getFirst();
            return site.paste(node, Command.sh(("tcpdump -nnvr " + path(call) + " " + filter).strip()));
        } catch (Unreachable e) {
            return "tcpdump -nnvr " + path(call);
        }
    }
}
