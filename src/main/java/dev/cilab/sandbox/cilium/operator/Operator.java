package dev.cilab.sandbox.cilium.operator;

import dev.cilab.sandbox.api.Objects;
import dev.cilab.sandbox.cilium.CiliumConfig;
import dev.cilab.sandbox.cilium.LogLines;
import java.util.ArrayList;
import java.util.List;

/** The operator of a cluster: kinds, PodCIDRs, BGP node configurations, load balancer addresses. It obeys the configuration of its start. */
public final class Operator implements AutoCloseable {

    private final List<AutoCloseable> parts = new ArrayList<>();

    /** @param order of the nodes in which PodCIDRs are given out */
    public Operator(Objects objects, CiliumConfig config, List<String> order, LogLines log) {
        log.info("Cilium Operator " + config.version());
        new CrdInstaller(objects, config, log.of("crd-registration")).install();
        if (config.clusterPool()) {
            parts.add(new NodeIpam(objects, config, order, log.of("ipam-allocator-clusterpool")));
        }
        parts.add(new LbIpam(objects, config, log.of("lbipam")));
        if (config.bgp()) {
            parts.add(new BgpClusters(objects, config, log.of("bgp-cp-operator")));
        }
        log.info("Initialization complete");
    }

    @Override
    public void close() {
        for (AutoCloseable part : parts) {
            try {
                part.close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
