package dev.cilab.lab.reader;

import dev.cilab.lab.LabFiles;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A lab's folder in memory. */
public final class MemoryFiles implements LabFiles {

    public static final String TOPOLOGY = """
            cilab: 1
            topology: bgp
            segments:
              lan10: 192.168.10.0/24
              lan20: 192.168.20.0/24
            machines:
              k8s-ctr:
                roles: [control-plane]
                interfaces: { eth1: 192.168.10.100/24 }
                routes: { 192.168.20.0/24: 192.168.10.200 }
              k8s-w0:
                roles: [worker]
                interfaces: { eth1: 192.168.20.100/24 }
              router:
                roles: [router]
                interfaces: { eth1: 192.168.10.200/24, eth2: 192.168.20.200/24, loop1: 10.10.1.200/24 }
            clusters:
              bgp: { version: v1.33.2, podCidr: 172.20.0.0/16, serviceCidr: 10.96.0.0/16, nodes: [k8s-ctr, k8s-w0] }
            """;

    private final Map<String, String> files = new HashMap<>(Map.of("topology.yaml", TOPOLOGY));

    public static MemoryFiles lab(String text) {
        return new MemoryFiles().with("lab.yaml", text);
    }

    public MemoryFiles with(String path, String text) {
        files.put(path, text);
        return this;
    }

    @Override
    public String lab() {
        return "bgp";
    }

    @Override
    public Optional<String> read(String path) {
        return Optional.ofNullable(files.get(path));
    }

    @Override
    public String display(String path) {
        return "labs/bgp/" + path;
    }
}
