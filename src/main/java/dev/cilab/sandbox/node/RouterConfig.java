package dev.cilab.sandbox.node;

import dev.cilab.sandbox.SandboxSpec;
import java.util.stream.Collectors;

/**
 * A router's {@code /etc/frr/frr.conf} before any peer is configured: BGP runs and originates the network of its stub interfaces, and that
 * is all.
 */
final class RouterConfig {

    private static final int ASN = 65000;

    private RouterConfig() {}

    static String of(SandboxSpec.Node router) {
        String networks = router.interfaces().stream()
                .filter(each -> each.segment() == null)
                .map(each -> "  network " + Prefix.network(each.address()))
                .collect(Collectors.joining("\n"));
        return """
                log syslog informational
                !
                router bgp %d
                  bgp router-id %s
                  bgp graceful-restart
                  no bgp ebgp-requires-policy
                  bgp bestpath as-path multipath-relax
                  maximum-paths 4
                %s""".formatted(ASN, Prefix.address(router.interfaces().getFirst().address()), networks)
                .stripTrailing();
    }
}
