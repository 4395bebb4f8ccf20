package dev.cilab.lab.reader;

import dev.cilab.lab.ProbeSpec;
import dev.cilab.lab.Vocabulary;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Two probes are enough to read a lab. */
final class Words implements Vocabulary {

    @Override
    public Collection<ProbeSpec> probes() {
        return List.of(
                new ProbeSpec(
                        "bgp-peers",
                        List.of("cilium", "router"),
                        Set.of(),
                        List.of("places", "peers"),
                        "peers",
                        "node",
                        List.of("on", "node", "state", "peerAsn")),
                new ProbeSpec(
                        "routes",
                        List.of(),
                        Set.of("inside"),
                        List.of("places", "routes"),
                        "routes",
                        "prefix",
                        List.of("on", "prefix", "nextHop", "protocol")));
    }

    @Override
    public Collection<String> capabilities() {
        return List.of("frr-router", "geneve");
    }
}
