package dev.cilab.probe.net;

import dev.cilab.capture.Capture;
import dev.cilab.capture.CapturedPacket;
import dev.cilab.capture.Findings;
import dev.cilab.capture.NotCapturing;
import dev.cilab.capture.Tap;
import dev.cilab.exec.Command;
import dev.cilab.exec.ForwardingHost;
import dev.cilab.exec.Host;
import dev.cilab.exec.Line;
import dev.cilab.exec.Running;
import dev.cilab.exec.Unreachable;
import dev.cilab.kube.PodHost;
import dev.cilab.probe.Arguments;
import dev.cilab.probe.Site;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** A capture in every pod that is asked, while it is asked: what the far end sees of the question. */
final class Hearing implements AutoCloseable {

    /** What the container runtimes call a pod's only interface. */
    private static final String DEVICE = "eth0";

    private static final Duration LATE = Duration.ofSeconds(2);

    private final Findings findings = new Findings(UnaryOperator.identity());
    private final Map<Target, String> places;
    private final Capture capture;

    private Hearing(Map<Target, String> places, Map<String, Host> hosts, String filter)
            throws Unreachable, NotCapturing {
        this.places = places;
        List<Tap> taps =
                places.values().stream().map(place -> new Tap(place, DEVICE)).toList();
        this.capture = Capture.start(hosts::get, taps, filter, (tap, packet) -> {
            findings.accept(tap, packet);
            synchronized (this) {
                notifyAll();
            }
        });
    }

    /** Returns when every target listens. @param targets pods that have an address */
    static Hearing of(Site site, List<Target> targets, boolean ping) throws Unreachable {
        Arguments arguments = new Arguments(site.call());
        if (arguments.text("pods").isEmpty()) {
            throw new IllegalArgumentException(site.call().at() + ": 'hear' needs 'pods': it listens in them");
        }
        String namespace = arguments.text("namespace", "default");
        Map<Target, String> places = new HashMap<>();
        Map<String, Host> hosts = new HashMap<>();
        for (Target target : targets) {
            String place = target.cluster() + " pod/" + target.name();
            places.put(target, place);
            hosts.put(place, new Mortal(new PodHost(site.api(target.cluster()), namespace, target.name(), "")));
        }
        try {
            return new Hearing(places, hosts, filter(ping, arguments.number("port", 80)));
        } catch (NotCapturing e) {
            throw new Unreachable(targets.getFirst().name(), e.getMessage() + ": " + e.evidence(), e);
        }
    }

    /** What begins a question, and no answer. */
    static String filter(boolean ping, int port) {
        return ping ? "icmp[icmptype] == icmp-echo" : "tcp dst port " + port + " and tcp[tcpflags] == tcp-syn";
    }

    /** Each sender once. What was answered was heard before, but may still be on its way to us. */
    synchronized List<Heard> by(Target target, boolean answered) {
        long deadline = System.nanoTime() + LATE.toNanos();
        List<Heard> heard = soFar(target);
        while (answered && heard.isEmpty() && System.nanoTime() < deadline) {
            try {
                wait(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return heard;
            }
            heard = soFar(target);
        }
        return heard;
    }

    private List<Heard> soFar(Target target) {
        List<Heard> heard = new ArrayList<>();
        for (CapturedPacket packet : findings.packets()) {
            Heard one = new Heard(packet.source(), packet.ttl());
            boolean there = packet.on().equals(places.get(target))
                    && packet.destination().equals(target.address());
            if (there && !heard.contains(one)) {
                heard.add(one);
            }
        }
        return heard;
    }

    @Override
    public void close() {
        capture.close();
    }

    /** Kubernetes cannot end a command in a pod, so a capture there ends by itself. */
    private static final class Mortal extends ForwardingHost {

        private static final String SECONDS = "30";

        Mortal(Host pod) {
            super(pod);
        }

        @Override
        public Running stream(Command command, OutputStream out, Consumer<Line> errors) throws Unreachable {
            List<String> argv = new ArrayList<>(List.of("timeout", SECONDS));
            argv.addAll(command.argv());
            return super.stream(Command.of(argv).timeout(command.timeout()), out, errors);
        }
    }
}
