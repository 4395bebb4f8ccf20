package dev.cilab.sandbox.cilium.mesh;

import dev.cilab.sandbox.cilium.lb.LbService;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which other clusters' backends a cluster's services use: those of a service of the same namespace and name, port by port, if both clusters
 * call it global and the other one shares it.
 */
final class GlobalServices {

    private GlobalServices() {}

    static List<LbService> merge(List<LbService> own, List<RemoteState> remotes) {
        return own.stream()
                .map(service -> service.sharing().global() ? merge(service, remotes) : service)
                .toList();
    }

    /** How many services the other clusters share. */
    static int count(List<RemoteState> remotes) {
        Set<String> names = new HashSet<>();
        remotes.forEach(remote -> remote.services().forEach(each -> names.add(each.namespace() + "/" + each.name())));
        return names.size();
    }

    private static LbService merge(LbService service, List<RemoteState> remotes) {
        List<RemoteState.Target> targets = remotes.stream()
                .flatMap(remote -> remote.services().stream())
                .filter(each -> each.namespace().equals(service.namespace())
                        && each.name().equals(service.name()))
                .flatMap(each -> each.targets().stream())
                .toList();
        return service.withPorts(
                service.ports().stream().map(port -> merge(port, targets)).toList());
    }

    private static LbService.Port merge(LbService.Port port, List<RemoteState.Target> targets) {
        List<LbService.Backend> backends = new ArrayList<>(port.backends());
        targets.stream()
                .filter(target ->
                        target.port().equals(port.name()) && target.protocol().equals(port.protocol()))
                .map(RemoteState.Target::backend)
                .forEach(backends::add);
        return new LbService.Port(
                port.name(),
                port.protocol(),
                port.port(),
                port.nodePort(),
                backends.stream().distinct().sorted(LbService.ORDER).toList());
    }
}
