package dev.cilab.probe.net;

import dev.cilab.env.Scope;
import dev.cilab.exec.Command;
import dev.cilab.exec.Parallel;
import dev.cilab.exec.Parallel.Outcome;
import dev.cilab.exec.Result;
import dev.cilab.exec.Unreachable;
import dev.cilab.kube.KubeObject;
import dev.cilab.kube.Ref;
import dev.cilab.lab.NodeName;
import dev.cilab.lab.ProbeCall;
import dev.cilab.lab.ProbeSpec;
import dev.cilab.probe.Arguments;
import dev.cilab.probe.Missed;
import dev.cilab.probe.Probe;
import dev.cilab.probe.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * {@code reach}: does HTTP get from {@code on} (nodes, or {@code pod/NAME}) to {@code pods} (a label selector), to a {@code service} by its
 * name, to a {@code loadBalancer} service by its external address, or to {@code urls}? {@code in} names other clusters that the pods, or the
 * service's endpoints, are in. With {@code hear} a capture in each pod tells whom it heard asking. The expected answers come from the cluster: the pods themselves, or the service's ready endpoints.
 */
public final class ReachProbe implements Probe<Reaches> {

    private static final String POD = "pod/";

    @Override
    public ProbeSpec spec() {
        return ProbeSpec.of(
                "reach",
                List.of(Site.ROUTER),
                Set.of(
                        "pods",
                        "service",
                        "loadBalancer",
                        "urls",
                        "port",
                        "tries",
                        "seconds",
                        "namespace",
                        "ping",
                        "hear",
                        "cluster",
                        "in"),
                Reaches.class,
                "target");
    }

    @Override
    public Reaches look(ProbeCall call, Scope scope) throws Unreachable {
        Site site = new Site(call, scope);
        if (call.on().isEmpty()) {
            throw new IllegalArgumentException(call.at() + ": reach needs 'on': nodes, or pod/NAME");
        }
        List<Target> targets = Target.of(site);
        Arguments arguments = new Arguments(call);
        List<Target> askable = targets.stream().filter(t -> !t.url().isEmpty()).toList();
        int tries = arguments.number("tries", 1);
        ReachScript script = new ReachScript(
                askable.stream().map(Target::url).toList(),
                tries,
                arguments.number("seconds", 1),
                arguments.flag("ping"));
        if (!arguments.flag("hear")) {
            return ask(site, script, targets, askable, (target, answered) -> List.of());
        }
        try (Hearing hearing = Hearing.of(site, askable, arguments.flag("ping"))) {
            return ask(site, script, targets, askable, hearing::by);
        }
    }

    private static Reaches ask(Site site, ReachScript script, List<Target> targets, List<Target> askable, Ears ears)
            throws Unreachable {
        List<Source> sources = sources(site);
        int tries = script.tries();
        List<Reach> reaches = new ArrayList<>();
        List<Missed> missed = new ArrayList<>();
        for (Outcome<Source, Seen> outcome : Parallel.map(sources, source -> ask(site, source, script.command()))) {
            if (outcome.ok()) {
                for (Target target : targets) {
                    ReachScript.Answer answer =
                            outcome.value().answers().getOrDefault(askable.indexOf(target), new ReachScript.Answer());
                    reaches.add(target.reached(
                            outcome.place().name(),
                            outcome.value().node(),
                            outcome.value().address(),
                            tries,
                            answer,
                            ears.heard(target, answer.answered > 0)));
                }
            } else {
                missed.add(new Missed(
                        outcome.place().name(),
                        outcome.place().name(),
                        outcome.failure().getMessage()));
            }
        }
        return new Reaches(sources.stream().map(Source::name).toList(), reaches, missed, List.of());
    }

    /** Whom a target heard asking. */
    private interface Ears {
        List<Heard> heard(Target target, boolean answered);
    }

    /** @param pod empty for a node */
    private record Source(String name, String pod, NodeName node) {}

    /**
     * @param node    where the source runs
     * @param address of a pod
     */
    private record Seen(String node, String address, Map<Integer, ReachScript.Answer> answers) {}

    private static List<Source> sources(Site site) throws Unreachable {
        List<Source> sources = new ArrayList<>();
        for (String on : site.call().on()) {
            if (on.startsWith(POD)) {
                sources.add(new Source(on, on.substring(POD.length()), new NodeName("")));
            }
        }
        if (sources.size() < site.call().on().size()) {
            site.machines().forEach(m -> sources.add(new Source(m.value(), "", m)));
        }
        return sources;
    }

    private static Seen ask(Site site, Source source, Command command) throws Unreachable {
        if (source.pod().isEmpty()) {
            return new Seen(source.node().value(), "", ReachScript.read(site.run(source.node(), command)));
        }
        String namespace = new Arguments(site.call()).text("namespace", "default");
        KubeObject pod = site.api()
                .get(Ref.one("pods", namespace, source.pod()))
                .orElseThrow(() -> new Unreachable(source.name(), "there is no such pod in namespace " + namespace));
        Result result = site.api().exec(namespace, source.pod(), "", command);
        if (!result.ok()) {
            throw new Unreachable(
                    source.name(),
                    "the test could not run there: "
                            + result.stderr().lines().findFirst().orElse("exit code " + result.exit()));
        }
        return new Seen(
                pod.at("/spec/nodeName").asString(""),
                pod.at("/status/podIP").asString(""),
                ReachScript.read(result.stdout()));
    }

    private static String address(Arguments arguments) {
        return arguments.text("loadBalancer").isPresent()
                ? "EXTERNAL-IP"
                : arguments.text("service").orElse("POD-IP");
    }

    @Override
    public String command(ProbeCall call, Scope scope) {
        Site site = new Site(call, scope);
        Arguments arguments = new Arguments(call);
        String curl =
                (arguments.flag("ping") ? "ping -c 1 " : "curl -s --connect-timeout 1 http://") + address(arguments);
        String from = call.on().isEmpty() ? "" : call.on().getFirst();
        if (from.startsWith(POD)) {
            return site.kubectl("exec " + from.substring(POD.length()) + " -- " + curl);
        }
        return site.paste(new NodeName(from), Command.of(List.of(curl.split(" "))));
    }
}
