package dev.cilab.probe.doctor;

import dev.cilab.env.Finding;
import dev.cilab.exec.Unreachable;
import dev.cilab.kube.KubeObject;
import dev.cilab.kube.Ref;
import dev.cilab.probe.bgp.CiliumPathsProbe;
import dev.cilab.probe.bgp.Path;
import dev.cilab.probe.bgp.Paths;
import dev.cilab.probe.kube.Endpoint;
import dev.cilab.probe.kube.EndpointSlices;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** With {@code externalTrafficPolicy: Local} a node that announces an address without a pod of its own behind it swallows what comes. */
final class LocalServices implements Ailment {

    @Override
    public List<Finding> look(Patient patient) throws Unreachable {
        List<KubeObject> local = patient.api().list(Ref.all("services")).stream()
                .filter(each ->
                        each.at("/spec/externalTrafficPolicy").asString("").equals("Local"))
                .filter(each -> !address(each).isEmpty())
                .toList();
        if (local.isEmpty() || !patient.isOn("enable-bgp-control-plane")) {
            return List.of();
        }
        Paths advertised = patient.look(CiliumPathsProbe.advertised(), List.of());
        List<Finding> findings = new ArrayList<>();
        for (KubeObject service : local) {
            List<Endpoint> endpoints = EndpointSlices.of(patient.api(), service.namespace(), service.name());
            findings.addAll(findings(service, endpoints, advertised.paths(), look(service, patient)));
        }
        return findings;
    }

    private static String look(KubeObject service, Patient patient) throws Unreachable {
        return patient.kubectl("-n " + service.namespace()
                + " get endpointslices -o wide -l kubernetes.io/service-name=" + service.name());
    }

    static List<Finding> findings(KubeObject service, List<Endpoint> endpoints, List<Path> advertised, String look) {
        String prefix = address(service) + "/32";
        Set<String> speakers = nodes(advertised);
        Set<String> announcing = nodes(
                advertised.stream().filter(each -> each.prefix().equals(prefix)).toList());
        Set<String> serving = endpoints.stream()
                .filter(Endpoint::ready)
                .map(Endpoint::node)
                .collect(Collectors.toCollection(TreeSet::new));
        String name = "service " + service.namespace() + "/" + service.name();
        List<Finding> findings = new ArrayList<>();
        Set<String> empty = new TreeSet<>(announcing);
        empty.removeAll(serving);
        if (!empty.isEmpty()) {
            findings.addAll(Ailment.error(
                    name + " with externalTrafficPolicy Local is announced by nodes without a ready pod of it:"
                            + " what is sent there is dropped",
                    prefix + " is announced by " + String.join(", ", empty) + "; ready pods are on " + some(serving),
                    look));
        }
        Set<String> silent = new TreeSet<>(serving);
        silent.retainAll(speakers);
        silent.removeAll(announcing);
        if (!announcing.isEmpty() && !silent.isEmpty()) {
            findings.addAll(Ailment.warning(
                    name + " with externalTrafficPolicy Local is not announced by nodes that have a ready pod of it",
                    prefix + " is announced by " + String.join(", ", announcing) + ", not by "
                            + String.join(", ", silent),
                    look));
        }
        return findings;
    }

    private static Set<String> nodes(List<Path> paths) {
        return paths.stream().map(Path::node).collect(Collectors.toCollection(TreeSet::new));
    }

    private static String some(Set<String> nodes) {
        return nodes.isEmpty() ? "no node" : String.join(", ", nodes);
    }

    private static String address(KubeObject service) {
        return service.at("/status/loadBalancer/ingress/0/ip").asString("");
    }
}
