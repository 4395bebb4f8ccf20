package dev.cilab.probe.kube;

import dev.cilab.env.Scope;
import dev.cilab.exec.Unreachable;
import dev.cilab.kube.Ref;
import dev.cilab.lab.ProbeCall;
import dev.cilab.lab.ProbeSpec;
import dev.cilab.probe.Arguments;
import dev.cilab.probe.Probe;
import dev.cilab.probe.Site;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code pods}: arguments {@code namespace} (default {@code default}), {@code selector} and {@code names} keep some. */
public final class PodsProbe implements Probe<Pods> {

    @Override
    public ProbeSpec spec() {
        return ProbeSpec.of("pods", List.of(), Set.of("namespace", "selector", "names", "cluster"), Pods.class, "name");
    }

    @Override
    public Pods look(ProbeCall call, Scope scope) throws Unreachable {
        Site site = new Site(call, scope);
        Arguments arguments = new Arguments(call);
        String on = site.cluster().name().value();
        List<String> names = arguments.texts("names");
        Ref namespace = Ref.in("pods", arguments.text("namespace", "default"));
        List<PodState> pods = site.api().list(namespace, arguments.text("selector", ""), "").stream()
                .filter(pod -> names.isEmpty() || names.contains(pod.name()))
                .filter(pod -> pod.at("/metadata/deletionTimestamp").isMissingNode())
                .map(pod -> PodReader.read(on, pod))
                .toList();
        return new Pods(List.of(on), pods, List.of(), List.of());
    }

    @Override
    public Optional<String> hopeless(Pods seen) {
        String stuck = seen.pods().stream()
                .flatMap(pod -> PodReader.stuck(pod).stream())
                .collect(Collectors.joining("; "));
        return stuck.isEmpty() ? Optional.empty() : Optional.of(stuck);
    }

    @Override
    public String command(ProbeCall call, Scope scope) {
        Arguments arguments = new Arguments(call);
        String selector = arguments.text("selector").map(s -> " -l " + s).orElse("");
        return new Site(call, scope)
                .kubectl("-n " + arguments.text("namespace", "default") + " get pods -o wide" + selector);
    }
}
