package dev.cilab.probe.traffic;

import dev.cilab.exec.Host;
import dev.cilab.exec.Unreachable;
import dev.cilab.kube.KubeObject;
import dev.cilab.kube.PodHost;
import dev.cilab.kube.Ref;
import dev.cilab.lab.NodeName;
import dev.cilab.lab.Topology.Machine;
import dev.cilab.probe.Arguments;
import dev.cilab.probe.Site;
import java.util.List;
import java.util.Optional;

/**
 * Where requests start: a machine, or {@code pod/NAME}.
 *
 * @param node      the machine that it is, or that the pod runs on
 * @param addresses its own, without prefix length
 */
public record Place(String name, Host host, String node, List<String> addresses) {

    private static final String POD = "pod/";

    public Place {
        addresses = List.copyOf(addresses);
    }

    /** The one place that {@code on} names. */
    public static Place of(Site site) throws Unreachable {
        List<String> on = site.call().on();
        if (on.size() != 1) {
            throw new IllegalArgumentException(
                    site.call().at() + ": " + site.call().verb() + " needs one place in 'on': a node, or pod/NAME");
        }
        return on.getFirst().startsWith(POD) ? pod(site, on.getFirst()) : machine(site, on.getFirst());
    }

    private static Place machine(Site site, String name) throws Unreachable {
        Machine machine = site.topology().machines().stream()
                .filter(m -> m.name().value().equals(name) || m.roles().contains(name))
                .findFirst()
                .orElseThrow(() -> new Unreachable(name, "there is no such node"));
        NodeName node = machine.name();
        return new Place(
                node.value(),
                site.host(node),
                node.value(),
                machine.interfaces().stream()
                        .map(i -> i.address().replaceFirst("/.*", ""))
                        .toList());
    }

    private static Place pod(Site site, String on) throws Unreachable {
        String name = on.substring(POD.length());
        String namespace = new Arguments(site.call()).text("namespace", "default");
        Optional<KubeObject> pod = site.api().get(Ref.one("pods", namespace, name));
        if (pod.isEmpty()) {
            throw new Unreachable(on, "there is no such pod in namespace " + namespace);
        }
        return new Place(
                on,
                new PodHost(site.api(), namespace, name, ""),
                pod.get().at("/spec/nodeName").asString(""),
                List.of(pod.get().at("/status/podIP").asString("")));
    }
}
