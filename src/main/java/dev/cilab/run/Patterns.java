package dev.cilab.run;

import dev.cilab.action.Change;
import dev.cilab.action.Handlers;
import dev.cilab.check.Timekeeper;
import dev.cilab.env.Capability;
import dev.cilab.env.Scope;
import dev.cilab.event.Events;
import dev.cilab.exec.Unreachable;
import dev.cilab.lab.Action;
import dev.cilab.lab.Position;
import dev.cilab.lab.ProbeCall;
import dev.cilab.probe.Observation;
import dev.cilab.probe.Probes;
import dev.cilab.probe.Site;
import dev.cilab.probe.bgp.Hop;
import dev.cilab.probe.bgp.Hops;
import dev.cilab.probe.cilium.Agent;
import dev.cilab.probe.cilium.Agents;
import dev.cilab.probe.cilium.LbService;
import dev.cilab.probe.cilium.LbServices;
import dev.cilab.probe.traffic.Answer;
import dev.cilab.probe.traffic.Answers;
import dev.cilab.probe.traffic.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Compares the ways of leading traffic to a service: sets its external traffic policy to one after the other, measures, and sets it back to
 * what it was, whatever happens in between. How nodes forward (SNAT or DSR) is Cilium's configuration; it is taken as it is.
 */
public final class Patterns {

    private static final String CLUSTER = "Cluster";
    private static final String LOCAL = "Local";
    private static final String SNAT = "SNAT";
    private static final String DSR = "DSR";
    private static final String NAMESPACE = "default";
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(300);
    private static final int REQUESTS = 100;

    private final Scope scope;
    private final Handlers handlers;
    private final Probes probes;
    private final Timekeeper time;

    public Patterns(Scope scope, Handlers handlers, Probes probes, Timekeeper time) {
        this.scope = scope;
        this.handlers = handlers;
        this.probes = probes;
        this.time = time;
    }

    /** Something to be done while a pattern is in force. */
    @FunctionalInterface
    public interface Meanwhile {
        void run(Pattern pattern) throws Exception;
    }

    /**
     * @param service   of type LoadBalancer, announced by BGP
     * @param meanwhile called after each pattern that was measured, before it is left
     * @throws Unreachable  when something cannot be asked, or the service has no address yet
     * @throws Exception    what {@code meanwhile} throws; the policy has been set back by then
     */
    public List<Pattern> compare(String service, Meanwhile meanwhile) throws Exception {
        String before = policy(service);
        String mode = mode();
        List<Pattern> patterns = new ArrayList<>();
        try {
            patterns.add(measured(service, LOCAL, mode, meanwhile));
            patterns.add(
                    mode.equals(SNAT)
                            ? measured(service, CLUSTER, SNAT, meanwhile)
                            : Pattern.unmeasured(CLUSTER, SNAT, "the agents run " + mode));
            Optional<String> obstacle = noDsr(mode);
            patterns.add(
                    obstacle.isPresent()
                            ? Pattern.unmeasured(CLUSTER, DSR, obstacle.get())
                            : measured(service, CLUSTER, DSR, meanwhile));
        } finally {
            boolean interrupted = Thread.interrupted(); // what must be set back heeds no wish
            set(service, before);
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        return patterns;
    }

    private Optional<String> noDsr(String mode) {
        if (!scope.environment().capabilities().contains(Capability.DSR)) {
            return Optional.of("environment " + scope.environment().name() + " has no dsr");
        }
        return mode.equals(DSR) ? Optional.empty() : Optional.of("the agents run " + mode);
    }

    private Pattern measured(String service, String policy, String mode, Meanwhile meanwhile) throws Exception {
        set(service, policy);
        Hops hops = settled(service, policy);
        Answers answers =
                (Answers) seen("traffic", List.of(Site.ROUTER), Map.of("loadBalancer", service, "requests", REQUESTS));
        List<Hop> next = hops.hops().stream().filter(Hop::installed).toList();
        Pattern pattern = new Pattern(
                policy,
                mode,
                "",
                next.size(),
                hops.hops().size(),
                (int) next.stream().filter(hop -> hop.endpoints() == 0).count(),
                answers.requests(),
                answers.lost(),
                answers.sources().stream()
                        .filter(source -> !source.kept())
                        .mapToLong(Source::count)
                        .sum(),
                answers.answers().stream()
                        .map(Answer::share)
                        .sorted(Comparator.reverseOrder())
                        .map(share -> Math.round(share * 100))
                        .toList(),
                answers.even());
        meanwhile.run(pattern);
        return pattern;
    }

    /** The next hops once Cilium, FRR and the router's kernel agree on what the policy asks for. */
    private Hops settled(String service, String policy) throws Unreachable, InterruptedException {
        Instant deadline = time.now().plus(LONGEST);
        while (true) {
            Hops hops = (Hops) seen("lb-hops", List.of(), Map.of("service", service));
            if (hops.hops().stream().allMatch(hop -> asWanted(hop, policy))) {
                return hops;
            }
            if (time.now().isAfter(deadline)) {
                throw new Unreachable(
                        service,
                        "after " + LONGEST.toSeconds()
                                + " s the router's next hops still do not fit externalTrafficPolicy " + policy);
            }
            time.pause(PAUSE);
        }
    }

    private static boolean asWanted(Hop hop, String policy) {
        boolean wanted = policy.equals(CLUSTER) || hop.endpoints() > 0;
        return hop.announced() == wanted && hop.received() == wanted && hop.installed() == wanted;
    }

    private String policy(String service) throws Unreachable {
        LbServices services = (LbServices) seen("lb-services", List.of(), Map.of("names", List.of(service)));
        return services.services().stream()
                .filter(each -> !each.ips().isEmpty())
                .map(LbService::policy)
                .findFirst()
                .orElseThrow(() -> new Unreachable(
                        service, "the service has no external address yet: cilab bgp run lb-advertise"));
    }

    private String mode() throws Unreachable {
        TreeSet<String> modes = new TreeSet<>();
        ((Agents) seen("cilium-status", List.of(Site.CILIUM), Map.of()))
                .agents().stream().map(Agent::loadBalancerMode).forEach(modes::add);
        return String.join(" and ", modes).toUpperCase(Locale.ROOT);
    }

    private void set(String service, String policy) throws Unreachable {
        Action.Patch patch = new Action.Patch(
                Optional.empty(),
                "service",
                NAMESPACE,
                service,
                Map.of("spec", Map.of("externalTrafficPolicy", policy)));
        Change change = handlers.perform(patch, scope, Events.NONE);
        if (!(change instanceof Change.Done) && !(change instanceof Change.None)) {
            throw new Unreachable(service, "externalTrafficPolicy " + policy + " could not be set: " + change);
        }
    }

    private Object seen(String verb, List<String> on, Map<String, Object> arguments) throws Unreachable {
        ProbeCall call = new ProbeCall(verb, on, arguments, new Position("", 0, 0));
        return switch (probes.observe(call, scope)) {
            case Observation.Seen<?> seen -> seen.value();
            case Observation.Hopeless<?> hopeless -> hopeless.value();
            case Observation.Unseen<?> unseen -> throw new Unreachable(verb, unseen.why());
        };
    }
}
