package dev.cilab.probe.kube;

import dev.cilab.exec.Unreachable;
import dev.cilab.kube.KubeObject;
import dev.cilab.kube.Ref;
import dev.cilab.probe.Arguments;
import dev.cilab.probe.Site;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The addresses that a load balancer gave to a service: {@code .status.loadBalancer.ingress}. */
public final class Ingress {

    private Ingress() {}

    public static List<String> of(KubeObject service) {
        return service.at("/status/loadBalancer/ingress")
                .valueStream()
                .map(each -> each.path("ip").asString(""))
                .filter(ip -> !ip.isEmpty())
                .toList();
    }

    /**
     * Which prefixes a call is about: those of the addresses of the service that its argument {@code service} names, all where it names none.
     * A service that does not exist, or that has no address, has no prefix.
     */
    public static Predicate<String> prefixes(Site site) throws Unreachable {
        Arguments arguments = new Arguments(site.call());
        Optional<String> service = arguments.text("service");
        if (service.isEmpty()) {
            return prefix -> true;
        }
        List<String> wanted = site
                .api()
                .get(Ref.one("services", arguments.text("namespace", "default"), service.get()))
                .map(Ingress::of)
                .orElse(List.of())
                .stream()
                .map(ip -> ip + (ip.contains(":") ? "/128" : "/32"))
                .toList();
        return wanted::contains;
    }
}
