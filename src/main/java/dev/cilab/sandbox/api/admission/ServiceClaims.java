package dev.cilab.sandbox.api.admission;

import static dev.cilab.sandbox.api.admission.Defaults.objects;

import dev.cilab.sandbox.api.ApiError;
import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.api.registry.Causes;
import dev.cilab.sandbox.api.registry.Ipv4Range;
import dev.cilab.sandbox.api.store.Bucket;
import dev.cilab.sandbox.api.store.Key;
import dev.cilab.sandbox.api.store.Store;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import tools.jackson.databind.node.ObjectNode;

/** Cluster IPs and node ports: each belongs to one Service. What is taken is read from the stored Services, so nothing can leak. */
final class ServiceClaims {

    private static final Bucket SERVICES = new Bucket("", "services");
    private static final int FIRST_PORT = 30000;
    private static final int LAST_PORT = 32767;

    private final Store store;
    private final String cidr;
    private final Ipv4Range range;

    ServiceClaims(Store store, String cidr) {
        this.store = store;
        this.cidr = cidr;
        this.range = Ipv4Range.parse(cidr);
    }

    /** Called inside the store's lock. */
    void claim(ObjectNode service, Causes causes) {
        ObjectNode spec = Json.object(service, "spec");
        List<ObjectNode> others = store.list(SERVICES, "").objects().stream()
                .filter(other -> !Key.of(other).equals(Key.of(service)))
                .toList();
        if (!Json.text(spec, "type").equals("ExternalName")) {
            address(spec, others, causes);
        }
        nodePorts(spec, others, causes);
    }

    private void address(ObjectNode spec, List<ObjectNode> others, Causes causes) {
        String asked = Json.text(spec, "clusterIP");
        if (asked.isEmpty() && !spec.path("clusterIPs").isEmpty()) {
            asked = spec.path("clusterIPs").get(0).asString("");
        }
        Set<String> taken = new HashSet<>();
        others.forEach(other -> taken.add(Json.text(other, "spec", "clusterIP")));
        String address = asked.isEmpty() ? free(taken) : asked;
        if (!asked.isEmpty() && !asked.equals("None")) {
            refuse(asked, taken, causes);
        }
        spec.put("clusterIP", address);
        spec.putArray("clusterIPs").add(address);
    }

    private void refuse(String asked, Set<String> taken, Causes causes) {
        ServiceUpdate.AddressList shown = new ServiceUpdate.AddressList(asked);
        try {
            if (!range.contains(asked)) {
                causes.invalid(
                        "spec.clusterIPs",
                        shown,
                        "failed to allocate IP " + asked + ": the provided IP (" + asked
                                + ") is not in the valid range. The range of valid IPs is " + cidr);
            } else if (taken.contains(asked)) {
                causes.invalid(
                        "spec.clusterIPs",
                        shown,
                        "failed to allocate IP " + asked + ": provided IP is already allocated");
            }
        } catch (IllegalArgumentException malformed) {
            causes.invalid(
                    "spec.clusterIPs[0]", asked, "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)");
        }
    }

    /** Any address but the network's, the first (the API's own) and the broadcast's. */
    private String free(Set<String> taken) {
        long usable = range.size() - 3;
        long start = ThreadLocalRandom.current().nextLong(usable);
        for (long i = 0; i < usable; i++) {
            String candidate = range.address(2 + (start + i) % usable);
            if (!taken.contains(candidate)) {
                return candidate;
            }
        }
        throw new ApiError(500, "InternalError", "failed to allocate a serviceIP: range is full");
    }

    private static void nodePorts(ObjectNode spec, List<ObjectNode> others, Causes causes) {
        Set<Integer> taken = new HashSet<>();
        others.forEach(other -> collect(other, taken));
        String type = Json.text(spec, "type");
        boolean wanted = type.equals("NodePort")
                || type.equals("LoadBalancer")
                        && spec.path("allocateLoadBalancerNodePorts").asBoolean(true);
        List<ObjectNode> ports = objects(spec.path("ports"));
        for (int i = 0; i < ports.size(); i++) {
            ObjectNode port = ports.get(i);
            int asked = port.path("nodePort").asInt(0);
            if (asked != 0) {
                check(asked, "spec.ports[" + i + "].nodePort", taken, causes);
                taken.add(asked);
            } else if (wanted) {
                port.put("nodePort", freePort(taken));
            } else {
                port.remove("nodePort");
            }
        }
        if (ServiceUpdate.needsHealthCheck(spec)
                && spec.path("healthCheckNodePort").asInt(0) == 0) {
            spec.put("healthCheckNodePort", freePort(taken));
        }
    }

    private static void check(int port, String path, Set<Integer> taken, Causes causes) {
        if (port < FIRST_PORT || port > LAST_PORT) {
            causes.invalid(
                    path,
                    port,
                    "provided port is not in the valid range. The range of valid ports is " + FIRST_PORT + "-"
                            + LAST_PORT);
        } else if (taken.contains(port)) {
            causes.invalid(path, port, "provided port is already allocated");
        }
    }

    private static int freePort(Set<Integer> taken) {
        int count = LAST_PORT - FIRST_PORT + 1;
        int start = ThreadLocalRandom.current().nextInt(count);
        for (int i = 0; i < count; i++) {
            int candidate = FIRST_PORT + (start + i) % count;
            if (taken.add(candidate)) {
                return candidate;
            }
        }
        throw new ApiError(500, "InternalError", "failed to allocate a nodePort: range is full");
    }

    private static void collect(ObjectNode service, Set<Integer> taken) {
        objects(Json.at(service, "spec", "ports"))
                .forEach(port -> taken.add(port.path("nodePort").asInt(0)));
        taken.add(Json.at(service, "spec", "healthCheckNodePort").asInt(0));
        taken.remove(0);
    }
}
