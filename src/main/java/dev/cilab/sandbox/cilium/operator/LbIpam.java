package dev.cilab.sandbox.cilium.operator;

import dev.cilab.sandbox.api.ApiError;
import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.api.Objects;
import dev.cilab.sandbox.api.ResourceType;
import dev.cilab.sandbox.cilium.CiliumConfig;
import dev.cilab.sandbox.cilium.LogLines;
import dev.cilab.sandbox.cilium.Reconciler;
import dev.cilab.sandbox.cilium.lb.LbService;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Gives services of type LoadBalancer addresses out of the pools. Dormant until the first pool exists. */
final class LbIpam implements AutoCloseable {

    private static final String SATISFIED = "cilium.io/IPAMRequestSatisfied";
    private static final String REQUESTED = "lbipam.cilium.io/ips";
    private static final Set<String> CLASSES = Set.of("", "io.cilium/bgp-control-plane", "io.cilium/l2-announcer");

    private final Objects objects;
    private final LogLines log;
    private final ResourceType poolType;
    private final ResourceType serviceType;
    private final Reconciler reconciling;
    private final List<Objects.Subscription> watches;
    private boolean awake;

    LbIpam(Objects objects, CiliumConfig config, LogLines log) {
        this.objects = objects;
        this.log = log;
        poolType = objects.type(config.dialect().apiVersion(), "CiliumLoadBalancerIPPool");
        serviceType = objects.type("v1", "Service");
        reconciling = new Reconciler("operator lbipam", this::reconcile, this::failed);
        watches = Stream.of(poolType, serviceType)
                .map(type -> objects.watch(type, change -> reconciling.trigger()))
                .toList();
    }

    @Override
    public void close() {
        watches.forEach(Objects.Subscription::close);
        reconciling.close();
    }

    private void reconcile() {
        List<IpPool> pools = objects.list(poolType, "", "").stream()
                .map(IpPool::of)
                .sorted(Comparator.comparing(IpPool::created).thenComparing(IpPool::name))
                .toList();
        awake |= !pools.isEmpty();
        if (!awake) {
            return;
        }
        List<IpPool> usable = new ArrayList<>();
        for (IpPool pool : pools) {
            boolean conflict = pools.stream().takeWhile(other -> other != pool).anyMatch(pool::overlaps);
            if (!conflict) {
                usable.add(pool);
            }
        }
        Set<String> used = new HashSet<>();
        List<ObjectNode> services = objects.list(serviceType, "", "").stream()
                .sorted(Comparator.comparing(service ->
                        service.path("metadata").path("creationTimestamp").asString("")))
                .toList();
        List<LbService> views = LbService.all(objects);
        services.forEach(service -> keep(service, view(service, views), usable, used));
        services.forEach(service -> give(service, view(service, views), usable, used));
        pools.forEach(pool -> report(pool, usable.contains(pool), used));
    }

    private static Optional<LbService> view(ObjectNode service, List<LbService> views) {
        return views.stream()
                .filter(view ->
                        view.name().equals(service.path("metadata").path("name").asString())
                                && view.namespace()
                                        .equals(service.path("metadata")
                                                .path("namespace")
                                                .asString()))
                .findFirst();
    }

    private static boolean ours(Optional<LbService> service) {
        return service.isPresent()
                && service.get().type().equals("LoadBalancer")
                && CLASSES.contains(service.get().loadBalancerClass());
    }

    /** Addresses that services have already come before new wishes. */
    private static void keep(ObjectNode service, Optional<LbService> view, List<IpPool> pools, Set<String> used) {
        if (ours(view)) {
            valid(service, view.get(), pools).forEach(used::add);
        }
    }

    private static List<String> valid(ObjectNode service, LbService view, List<IpPool> pools) {
        List<String> wishes = requested(service);
        return view.ingressIps().stream()
                .filter(ip -> wishes.isEmpty() || wishes.contains(ip))
                .filter(ip -> pools.stream().anyMatch(pool -> pool.serves(view) && pool.contains(ip)))
                .toList();
    }

    private void give(ObjectNode service, Optional<LbService> view, List<IpPool> pools, Set<String> used) {
        ObjectNode after = service.deepCopy();
        if (!ours(view)) {
            takeBack(service, after);
            return;
        }
        List<String> have = new ArrayList<>(valid(service, view.get(), pools));
        List<IpPool> candidates = pools.stream()
                .filter(pool -> pool.serves(view.get()) && !pool.disabled())
                .toList();
        List<String> wishes = requested(service);
        String problem = "";
        if (wishes.isEmpty() && have.isEmpty()) {
            candidates.stream()
                    .flatMap(pool -> pool.firstFree(used).stream())
                    .findFirst()
                    .ifPresent(have::add);
            if (have.isEmpty()) {
                problem = candidates.isEmpty() ? "no_pool" : "out_of_ips";
            }
        }
        for (String wish : wishes) {
            boolean possible = candidates.stream().anyMatch(pool -> pool.contains(wish));
            if (!have.contains(wish) && possible && !used.contains(wish)) {
                have.add(wish);
            } else if (!have.contains(wish)) {
                problem = possible ? "already_allocated" : "pool_not_found";
            }
        }
        used.addAll(have);
        ObjectNode status = Json.object(after, "status");
        ObjectNode balancer = status.putObject("loadBalancer");
        if (!have.isEmpty()) {
            ArrayNode ingress = balancer.putArray("ingress");
            have.forEach(ip -> ingress.addObject().put("ip", ip).put("ipMode", "VIP"));
        }
        StatusConditions.set(
                after,
                SATISFIED,
                problem.isEmpty() ? "True" : "False",
                problem.isEmpty() ? "satisfied" : problem,
                message(problem));
        write(service, after);
    }

    private static String message(String problem) {
        return switch (problem) {
            case "no_pool" -> "There are no enabled CiliumLoadBalancerIPPools that match this service";
            case "out_of_ips" ->
                "All enabled CiliumLoadBalancerIPPools that match this service ran out of allocatable IPs";
            case "already_allocated" -> "The IP is already allocated to another service";
            case "pool_not_found" -> "No pool exists with a CIDR containing the requested IP";
            default -> "";
        };
    }

    /** From a service that is no LoadBalancer any more, or of a class that is somebody else's. */
    private void takeBack(ObjectNode service, ObjectNode after) {
        boolean given = service.path("status").path("conditions").toString().contains(SATISFIED);
        if (given) {
            Json.object(after, "status").putObject("loadBalancer");
            StatusConditions.remove(after, Set.of(SATISFIED));
            write(service, after);
        }
    }

    private void write(ObjectNode before, ObjectNode after) {
        if (!before.path("status").equals(after.path("status"))) {
            objects.updateStatus(serviceType, after);
            log.info(
                    "Updated service",
                    "service",
                    after.path("metadata").path("namespace").asString() + "/"
                            + after.path("metadata").path("name").asString(),
                    "ingress",
                    after.path("status").path("loadBalancer").path("ingress"));
        }
    }

    private void report(IpPool pool, boolean usable, Set<String> used) {
        ObjectNode after = pool.object().deepCopy();
        long taken = usable ? used.stream().filter(pool::contains).count() : 0;
        StatusConditions.set(
                after,
                "cilium.io/PoolConflict",
                usable ? "False" : "True",
                usable ? "resolved" : "cidr_overlap",
                usable ? "" : "Pool conflicts since it overlaps with an older pool");
        StatusConditions.set(after, "cilium.io/IPsTotal", "Unknown", "noreason", String.valueOf(pool.size()));
        StatusConditions.set(
                after, "cilium.io/IPsAvailable", "Unknown", "noreason", String.valueOf(pool.size() - taken));
        StatusConditions.set(after, "cilium.io/IPsUsed", "Unknown", "noreason", String.valueOf(taken));
        if (!pool.object().path("status").equals(after.path("status"))) {
            objects.updateStatus(poolType, after);
        }
    }

    private static List<String> requested(ObjectNode service) {
        String wish =
                service.path("metadata").path("annotations").path(REQUESTED).asString("");
        return Stream.of(wish.split(","))
                .map(String::strip)
                .filter(ip -> !ip.isEmpty())
                .toList();
    }

    private void failed(Exception why) {
        boolean conflict = why instanceof ApiError error && (error.code() == 409 || error.code() == 404);
        if (!conflict) {
            log.error("Failed to allocate", "error", String.valueOf(why.getMessage()));
        }
    }
}
