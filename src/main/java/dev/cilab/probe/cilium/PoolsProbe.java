package dev.cilab.probe.cilium;

import dev.cilab.env.Scope;
import dev.cilab.exec.Unreachable;
import dev.cilab.kube.KubeObject;
import dev.cilab.kube.Ref;
import dev.cilab.lab.ProbeCall;
import dev.cilab.lab.ProbeSpec;
import dev.cilab.probe.Arguments;
import dev.cilab.probe.Probe;
import dev.cilab.probe.Site;
import dev.cilab.probe.kube.Conditions;
import dev.cilab.probe.kube.Ingress;
import java.util.List;
import java.util.Set;

/**
 * {@code lb-pools}: the cluster's CiliumLoadBalancerIPPools, or those that {@code names} names. How many addresses a pool has is counted twice:
 * from its spec here, and by the operator, whose counts are messages of the conditions {@code cilium.io/IPsTotal}, {@code IPsAvailable} and
 * {@code IPsUsed}.
 */
public final class PoolsProbe implements Probe<Pools> {

    @Override
    public ProbeSpec spec() {
        return ProbeSpec.of("lb-pools", List.of(), Set.of("names", "cluster"), Pools.class, "name");
    }

    @Override
    public Pools look(ProbeCall call, Scope scope) throws Unreachable {
        Site site = new Site(call, scope);
        String on = site.cluster().name().value();
        List<String> names = new Arguments(call).texts("names");
        List<KubeObject> services = site.api().list(Ref.all("services"));
        List<Pool> pools = site.api().list(Ref.all("ciliumloadbalancerippools")).stream()
                .filter(pool -> names.isEmpty() || names.contains(pool.name()))
                .map(pool -> read(on, pool, services))
                .toList();
        return new Pools(List.of(on), pools, List.of(), List.of());
    }

    static Pool read(String on, KubeObject pool, List<KubeObject> services) {
        PoolBlocks blocks = new PoolBlocks(pool);
        return new Pool(
                on,
                pool.name(),
                blocks.texts(),
                pool.at("/spec/disabled").asBoolean(false),
                Conditions.isTrue(pool, "cilium.io/PoolConflict"),
                blocks.size(),
                count(pool, "cilium.io/IPsTotal"),
                count(pool, "cilium.io/IPsAvailable"),
                count(pool, "cilium.io/IPsUsed"),
                services.stream()
                        .filter(service -> Ingress.of(service).stream().anyMatch(blocks::holds))
                        .map(service -> service.namespace() + "/" + service.name())
                        .sorted()
                        .toList());
    }

    private static long count(KubeObject pool, String condition) {
        String message = Conditions.message(pool, condition);
        return message.matches("\\d{1,18}") ? Long.parseLong(message) : -1;
    }

    @Override
    public String command(ProbeCall call, Scope scope) {
        return new Site(call, scope).kubectl("get ippools");
    }
}
