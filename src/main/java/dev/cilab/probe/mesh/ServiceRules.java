package dev.cilab.probe.mesh;

import dev.cilab.kube.KubeObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Does a global service have its like in the other clusters? */
final class ServiceRules {

    private final List<Obstacle> found = new ArrayList<>();

    static List<Obstacle> obstacles(List<Examined> clusters) {
        ServiceRules rules = new ServiceRules();
        for (Examined cluster : clusters) {
            cluster.services().forEach((name, service) -> {
                if (cluster.global(service)) {
                    clusters.stream()
                            .filter(other -> !other.equals(cluster))
                            .forEach(other -> rules.pair(cluster, name, service, other));
                }
            });
        }
        return rules.found;
    }

    private void pair(Examined cluster, String name, KubeObject service, Examined other) {
        KubeObject twin = other.services().get(name);
        if (twin == null) {
            Optional<String> alike = alike(service, other);
            String cause = alike.map(each -> "in " + other.name() + " the service with the same selector is called "
                            + each + "; name and namespace must be the same")
                    .orElse("there is no service " + name + " in " + other.name());
            found.add(new Obstacle(
                    alike.isPresent() ? "service-name" : "service-alone",
                    cluster.name() + ", " + other.name(),
                    name + " in " + cluster.name() + " is global and uses only its own pods",
                    cause,
                    "make a service " + name + " with service.cilium.io/global=true in " + other.name()));
        } else if (!other.global(twin)) {
            found.add(new Obstacle(
                    "service-not-global",
                    other.name(),
                    name + " in " + cluster.name() + " is global and uses only its own pods",
                    "the service " + name + " in " + other.name() + " lacks service.cilium.io/global=true",
                    "kubectl --context " + other.name() + " annotate service " + twin.name() + " -n " + twin.namespace()
                            + " service.cilium.io/global=true --overwrite"));
        } else if (cluster.name().compareTo(other.name()) < 0 && !ports(service).equals(ports(twin))) {
            found.add(new Obstacle(
                    "service-ports",
                    cluster.name() + ", " + other.name(),
                    "requests to " + name + " reach the pods of one cluster only, or none",
                    "its ports differ: " + ports(service) + " in " + cluster.name() + ", " + ports(twin) + " in "
                            + other.name(),
                    "give the service the same port names and numbers in both clusters"));
        }
    }

    /** A service of the other cluster that has no like in this one, and picks pods by the same labels. */
    private static Optional<String> alike(KubeObject service, Examined other) {
        if (service.at("/spec/selector").isEmpty()) {
            return Optional.empty();
        }
        return other.services().entrySet().stream()
                .filter(each -> each.getValue().at("/spec/selector").equals(service.at("/spec/selector")))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private static TreeSet<String> ports(KubeObject service) {
        TreeSet<String> ports = new TreeSet<>();
        service.at("/spec/ports")
                .forEach(port -> ports.add((port.path("name").asString("") + " "
                                + port.path("port").asInt(0) + "/"
                                + port.path("protocol").asString("TCP"))
                        .strip()));
        return ports;
    }
}
