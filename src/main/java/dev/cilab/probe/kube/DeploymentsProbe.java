package dev.cilab.probe.kube;

import dev.cilab.env.Scope;
import dev.cilab.exec.Unreachable;
import dev.cilab.kube.Cluster;
import dev.cilab.kube.KubeObject;
import dev.cilab.kube.Ref;
import dev.cilab.lab.ProbeCall;
import dev.cilab.lab.ProbeSpec;
import dev.cilab.probe.Arguments;
import dev.cilab.probe.Probe;
import dev.cilab.probe.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code deployment}: how far Deployments have come, and on which nodes their ready pods run; argument {@code names}. */
public final class DeploymentsProbe implements Probe<Deployments> {

    @Override
    public ProbeSpec spec() {
        return ProbeSpec.of(
                "deployment", List.of(), Set.of("names", "namespace", "cluster"), Deployments.class, "name");
    }

    @Override
    public Deployments look(ProbeCall call, Scope scope) throws Unreachable {
        Site site = new Site(call, scope);
        Arguments arguments = new Arguments(call);
        List<String> names = arguments.texts("names");
        String namespace = arguments.text("namespace", "default");
        String on = site.cluster().name().value();
        List<DeploymentState> states = new ArrayList<>();
        for (KubeObject deployment : site.api().list(Ref.in("deployments", namespace))) {
            if (names.isEmpty() || names.contains(deployment.name())) {
                states.add(read(on, deployment, pods(site.api(), on, deployment)));
            }
        }
        return new Deployments(List.of(on), states, List.of(), List.of());
    }

    private static List<PodState> pods(Cluster api, String on, KubeObject deployment) throws Unreachable {
        String selector = deployment
                .at("/spec/selector/matchLabels")
                .propertyStream()
                .map(e -> e.getKey() + "=" + e.getValue().asString(""))
                .collect(Collectors.joining(","));
        return api.list(Ref.in("pods", deployment.namespace()), selector, "").stream()
                .filter(pod -> pod.at("/metadata/deletionTimestamp").isMissingNode())
                .map(pod -> PodReader.read(on, pod))
                .toList();
    }

    static DeploymentState read(String on, KubeObject deployment, List<PodState> pods) {
        return new DeploymentState(
                on,
                deployment.name(),
                deployment.namespace(),
                deployment.at("/spec/replicas").asInt(1),
                deployment.at("/status/readyReplicas").asInt(0),
                deployment.at("/status/updatedReplicas").asInt(0),
                deployment.at("/status/availableReplicas").asInt(0),
                pods.stream()
                        .filter(PodState::ready)
                        .map(PodState::node)
                        .distinct()
                        .sorted()
                        .toList(),
                pods.stream().flatMap(pod -> PodReader.stuck(pod).stream()).toList());
    }

    /** While a pod that cannot start is missing from the wanted number, waiting is in vain. */
    @Override
    public Optional<String> hopeless(Deployments seen) {
        String stuck = seen.deployments().stream()
                .filter(d -> d.ready() < d.replicas())
                .flatMap(d -> d.stuck().stream())
                .collect(Collectors.joining("; "));
        return stuck.isEmpty() ? Optional.empty() : Optional.of(stuck);
    }

    @Override
    public String command(ProbeCall call, Scope scope) {
        Arguments arguments = new Arguments(call);
        return new Site(call, scope)
                .kubectl("-n " + arguments.text("namespace", "default") + " get deployments,pods -o wide");
    }
}
