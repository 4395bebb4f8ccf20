package dev.cilab.probe.traffic;

import dev.cilab.env.Scope;
import dev.cilab.exec.Command;
import dev.cilab.exec.Unreachable;
import dev.cilab.kube.Ref;
import dev.cilab.lab.ProbeCall;
import dev.cilab.lab.ProbeSpec;
import dev.cilab.measure.Generator;
import dev.cilab.measure.Load;
import dev.cilab.measure.NoTraffic;
import dev.cilab.measure.Traffic;
import dev.cilab.probe.Arguments;
import dev.cilab.probe.Probe;
import dev.cilab.probe.Site;
import dev.cilab.probe.kube.Ingress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * {@code traffic}: sends {@code requests} (100) to the URL {@code url}, or to the external address of the service {@code loadBalancer}, from the
 * one place of {@code on}, each over a connection of its own, and counts who answered, {@code by} a line of the answers ({@code Hostname}).
 */
public final class TrafficProbe implements Probe<Answers> {

    private static final String HOSTNAME = "Hostname";

    @Override
    public ProbeSpec spec() {
        return ProbeSpec.of(
                "traffic",
                List.of(Site.ROUTER),
                Set.of("url", "loadBalancer", "requests", "rate", "seconds", "by", "namespace", "cluster", "in"),
                Answers.class,
                "backend");
    }

    @Override
    public Answers look(ProbeCall call, Scope scope) throws Unreachable {
        try {
            return measure(call, scope);
        } catch (NoTraffic e) {
            throw new Unreachable(call.on().getFirst(), e.getMessage(), e);
        }
    }

    /** As {@link #look}, for a caller that tells what to do when no request can be sent. */
    public Answers measure(ProbeCall call, Scope scope) throws Unreachable, NoTraffic {
        Site site = new Site(call, scope);
        Load load = load(addressed(call, site));
        Place place = Place.of(site);
        Backends backends = Backends.of(site.api(), load.url());
        for (String cluster : new Arguments(call).texts("in")) {
            backends = backends.with(Backends.of(site.api(cluster), load.url()));
        }
        Traffic traffic = Generator.run(place.host(), load);
        return new Tally(place, load.url(), backends, Owners.of(site))
                .of(traffic, load.by().equals(HOSTNAME));
    }

    /** The call with the service's address as its URL, where it names a service. */
    private static ProbeCall addressed(ProbeCall call, Site site) throws Unreachable {
        Arguments arguments = new Arguments(call);
        Optional<String> service = arguments.text("loadBalancer");
        if (service.isEmpty()) {
            return call;
        }
        String namespace = arguments.text("namespace", "default");
        String cluster = site.cluster().name().value();
        String address =
                site
                        .api()
                        .get(Ref.one("services", namespace, service.get()))
                        .map(Ingress::of)
                        .orElse(List.of())
                        .stream()
                        .findFirst()
                        .orElseThrow(() ->
                                new Unreachable(cluster, "service " + service.get() + " has no external address"));
        Map<String, Object> args = new HashMap<>(call.args());
        args.put("url", "http://" + address + "/");
        return new ProbeCall(call.verb(), call.on(), args, call.at());
    }

    /** What the call asks for, wherever the service's address comes from. */
    public static Load load(ProbeCall call, Site site) throws Unreachable {
        return load(addressed(call, site));
    }

    /** @throws IllegalArgumentException when the arguments make no load; the message is for the user */
    public static Load load(ProbeCall call) {
        Arguments arguments = new Arguments(call);
        int seconds = arguments.number("seconds", 0);
        int requests = arguments.number("requests", seconds == 0 ? 100 : 0);
        return Load.of(arguments.required("url"), requests)
                .by(arguments.text("by", HOSTNAME))
                .perSecond(arguments.number("rate", 0))
                .duration(Duration.ofSeconds(seconds));
    }

    @Override
    public boolean alone() {
        return true;
    }

    @Override
    public String command(ProbeCall call, Scope scope) {
        Site site = new Site(call, scope);
        String loop =
                "for i in $(seq 100); do curl -s --connect-timeout 1 ADDRESS | grep Hostname; done | sort | uniq -c";
        try {
            Load load = load(addressed(call, site));
            loop = loop.replace("ADDRESS", load.url()).replace("Hostname", load.by());
            return Place.of(site).host().paste(Command.sh(loop));
        } catch (Unreachable | IllegalArgumentException e) {
            return loop;
        }
    }
}
