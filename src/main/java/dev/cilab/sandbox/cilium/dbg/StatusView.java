package dev.cilab.sandbox.cilium.dbg;

import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.cilium.Cidr;
import dev.cilab.sandbox.cilium.CiliumConfig;
import dev.cilab.sandbox.cilium.Dialect;
import dev.cilab.sandbox.cilium.agent.Agent;
import dev.cilab.sandbox.cilium.mesh.ClusterMesh;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code cilium-dbg status}: what this stand-in does and what the configuration asked for when it started. What the sandbox does not have is
 * Disabled. The load balancer's mode and algorithm are the configuration's; the sandbox's rules know only SNAT and random choice.
 */
final class StatusView {

    private static final String DISABLED = "Disabled";
    /** Cilium's own default. */
    private static final int MAGLEV_TABLE = 16381;

    private final Agent agent;
    private final CiliumConfig config;
    private final Optional<String> damage;

    StatusView(Agent agent) {
        this.agent = agent;
        this.config = agent.config();
        this.damage = agent.examine();
    }

    boolean ok() {
        return damage.isEmpty();
    }

    String brief() {
        return ok() ? "OK\n" : "error: " + damage.get() + "\n";
    }

    /** @param clusters whether other clusters that are ready are shown one by one too */
    String text(boolean verbose, boolean clusters) {
        Table table = new Table();
        table.row("KVStore:", DISABLED, "", "");
        table.row("Kubernetes:", "Ok", "", "");
        table.row("KubeProxyReplacement:", kubeProxyReplacement(), "[" + devices() + " (Direct Routing)]", "");
        table.row("Host firewall:", DISABLED, "", "");
        table.row("Cilium:", ok() ? "Ok" : "Failure", message(), "");
        table.row("NodeMonitor:", DISABLED, "", "");
        table.row("IPAM:", ipam(), "", "");
        table.row("Routing:", "Network: " + (tunnel() ? "Tunnel" : "Native") + "   Host: Legacy", "", "");
        table.row("Masquerading:", masquerading(), "", "");
        table.row("BGP Control Plane:", config.bgp() ? "Enabled" : DISABLED, "", "");
        table.row("Controller Status:", (ok() ? "1/1" : "0/1") + " healthy", "", "");
        table.row("Hubble:", agent.hubble().isPresent() ? "Ok" : DISABLED, "", "");
        table.row("Encryption:", DISABLED, "", "");
        StringBuilder text = new StringBuilder();
        table.toString().lines().forEach(line -> text.append(line.stripTrailing())
                .append('\n'));
        if (agent.mesh().isPresent()) {
            text.append("ClusterMesh:   ").append(mesh().text(verbose || clusters));
        }
        return verbose ? text + details() : text.toString();
    }

    ObjectNode json() {
        ObjectNode status = Json.object();
        state(status.putObject("bandwidth-manager").put("enabled", false), null, null);
        state(status.putObject("cilium"), ok() ? "Ok" : "Failure", message());
        ObjectNode cluster = status.putObject("cluster");
        state(cluster.putObject("ciliumHealth"), DISABLED, null);
        cluster.put(
                "self",
                config.text("cluster-name", "default") + "/" + agent.member().name());
        ObjectNode mesh = status.putObject("cluster-mesh");
        if (config.dialect() != Dialect.V1_19) {
            state(status.putObject("container-runtime"), DISABLED, null);
        }
        mesh().json(mesh);
        state(status.putObject("hubble"), agent.hubble().isPresent() ? "Ok" : DISABLED, null);
        status.putObject("ipam").put("status", ipam());
        proxy(status.putObject("kube-proxy-replacement"));
        state(status.putObject("kubernetes"), "Ok", "");
        state(status.putObject("kvstore"), DISABLED, null);
        ObjectNode masquerading = status.putObject("masquerading").put("enabled", masquerade());
        masquerading.putObject("enabledProtocols").put("ipv4", masquerade());
        if (config.on("enable-ip-masq-agent")) {
            masquerading.put("ip-masq-agent", true);
        }
        masquerading.put("mode", config.on("enable-bpf-masquerade") ? "BPF" : "iptables");
        if (!config.nativeRoutingCidr().isEmpty()) {
            masquerading.put("snat-exclusion-cidr-v4", config.nativeRoutingCidr());
        }
        state(status.putObject("nodeMonitor"), DISABLED, null);
        status.putObject("routing")
                .put("intra-host-routing-mode", "Legacy")
                .put("inter-host-routing-mode", tunnel() ? "Tunnel" : "Native");
        return status;
    }

    private MeshView mesh() {
        return new MeshView(
                agent.mesh().map(ClusterMesh::status).orElse(List.of()),
                agent.mesh().map(ClusterMesh::globalServices).orElse(0),
                config.dialect(),
                InstantSource.system());
    }

    private void proxy(ObjectNode proxy) {
        proxy.putArray("devices").add(agent.member().devices().getFirst());
        ObjectNode device = proxy.putArray("deviceList").addObject();
        device.put("name", agent.member().devices().getFirst());
        device.putArray("ip").add(agent.member().node().address());
        proxy.put("directRoutingDevice", agent.member().devices().getFirst());
        ObjectNode features = proxy.putObject("features");
        features.putObject("externalIPs").put("enabled", true);
        features.putObject("hostPort");
        ObjectNode nodePort =
                features.putObject("nodePort").put("acceleration", "None").put("algorithm", algorithm());
        if (!dispatch().isEmpty()) {
            nodePort.put("dsrMode", dispatch());
        }
        nodePort.put("enabled", true);
        if (maglev()) {
            nodePort.put("lutSize", MAGLEV_TABLE);
        }
        nodePort.put("mode", mode()).put("portMax", 32767).put("portMin", 30000);
        features.putObject("sessionAffinity").put("enabled", true);
        features.putObject("socketLB");
        proxy.put("mode", kubeProxyReplacement());
    }

    private String details() {
        StringBuilder text = new StringBuilder("\nKubeProxyReplacement Details:\n");
        Table table = new Table();
        table.row("  Status:", kubeProxyReplacement());
        table.row("  Socket LB:", DISABLED);
        table.row("  Devices:", devices() + " (Direct Routing)");
        table.row("  Mode:", mode());
        if (!dispatch().isEmpty()) {
            table.row("    DSR Dispatch Mode:", dispatch());
        }
        table.row("  Backend Selection:", algorithm() + (maglev() ? " (Table Size: " + MAGLEV_TABLE + ")" : ""));
        table.row("  Session Affinity:", "Enabled");
        table.row("  XDP Acceleration:", DISABLED);
        text.append(table).append("  Services:\n");
        text.append("  - ClusterIP:      Enabled\n");
        text.append("  - NodePort:       Enabled (Range: 30000-32767)\n");
        text.append("  - LoadBalancer:   Enabled\n");
        text.append("  - externalIPs:    Enabled\n");
        return text.append("  - HostPort:       Disabled\n").toString();
    }

    private String mode() {
        return switch (config.text("bpf-lb-mode", "snat")) {
            case "dsr" -> "DSR";
            case "hybrid" -> "Hybrid";
            default -> "SNAT";
        };
    }

    /** How a node tells another what to answer as; only where answers go back directly. */
    private String dispatch() {
        if (mode().equals("SNAT")) {
            return "";
        }
        return switch (config.text("bpf-lb-dsr-dispatch", "opt")) {
            case "geneve" -> "Geneve";
            case "ipip" -> "IPIP";
            default -> "IP Option/Extension";
        };
    }

    private boolean maglev() {
        return config.text("bpf-lb-algorithm", "random").equals("maglev");
    }

    private String algorithm() {
        return maglev() ? "Maglev" : "Random";
    }

    /** A stand-in says so itself. */
    private String message() {
        return damage.orElse(config.version() + " (v" + config.version() + ", stand-in of the cilab sandbox)");
    }

    private String devices() {
        return agent.member().devices().getFirst() + "    "
                + agent.member().node().address();
    }

    private String kubeProxyReplacement() {
        return config.on("kube-proxy-replacement") ? "True" : "False";
    }

    private String ipam() {
        List<Cidr> cidrs = agent.podCidrs();
        if (cidrs.isEmpty()) {
            return "waiting for a PodCIDR";
        }
        Cidr cidr = cidrs.getFirst();
        return "IPv4: " + agent.addressesInUse() + "/" + (cidr.size() - 2) + " allocated from " + cidr + ",";
    }

    private boolean tunnel() {
        return !config.text("routing-mode", "tunnel").equals("native");
    }

    private boolean masquerade() {
        return !config.text("enable-ipv4-masquerade", "true").equals("false");
    }

    private String masquerading() {
        if (!masquerade()) {
            return DISABLED;
        }
        return (config.on("enable-bpf-masquerade") ? "BPF" : "IPTables") + "   ["
                + agent.member().devices().getFirst() + "]   " + config.nativeRoutingCidr()
                + " [IPv4: Enabled, IPv6: Disabled]";
    }

    private static void state(ObjectNode object, String state, String message) {
        if (message != null) {
            object.put("msg", message);
        }
        if (state != null) {
            object.put("state", state);
        }
    }
}
