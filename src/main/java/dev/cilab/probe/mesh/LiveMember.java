package dev.cilab.probe.mesh;

import dev.cilab.exec.Unreachable;
import dev.cilab.kube.Cluster;
import dev.cilab.kube.KubeObject;
import dev.cilab.kube.Ref;
import dev.cilab.lab.Topology.KubeCluster;
import dev.cilab.probe.kube.PodCidrs;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Reads a {@link Member} off a running cluster: ConfigMaps {@code cilium-config} and {@code ip-masq-agent}, and its nodes. */
public final class LiveMember {

    /** Cilium's own default, for a ConfigMap that does not say. */
    private static final String MAX_CONNECTED = "255";

    private LiveMember() {}

    /** Empty where Cilium is not installed. */
    public static Optional<Member> read(Cluster api, KubeCluster cluster) throws Unreachable {
        Optional<KubeObject> config = api.get(Ref.one("configmaps", Access.NAMESPACE, "cilium-config"));
        return config.isEmpty()
                ? Optional.empty()
                : Optional.of(member(api, cluster, config.get().at("/data")));
    }

    private static Member member(Cluster api, KubeCluster cluster, JsonNode config) throws Unreachable {
        Map<String, String> podCidrs = PodCidrs.of(api);
        boolean masqAgent =
                config.path("enable-ip-masq-agent").asString("false").equals("true");
        return new Member(
                cluster.name().value(),
                config.path("cluster-name").asString(""),
                number(config.path("cluster-id").asString("0")),
                number(config.path("max-connected-clusters").asString(MAX_CONNECTED)),
                config.path("routing-mode").asString("tunnel"),
                podCidrs.isEmpty() ? List.of(cluster.podCidr()) : List.copyOf(podCidrs.values()),
                config.path("ipv4-native-routing-cidr").asString(""),
                !config.path("enable-ipv4-masquerade").asString("true").equals("false"),
                masqAgent ? notMasqueraded(api) : List.of());
    }

    private static int number(String text) {
        return text.matches("\\d{1,9}") ? Integer.parseInt(text) : 0;
    }

    private static List<String> notMasqueraded(Cluster api) throws Unreachable {
        Optional<KubeObject> config = api.get(Ref.one("configmaps", Access.NAMESPACE, "ip-masq-agent"));
        String text = config.map(found -> found.at("/data/config").asString("")).orElse("");
        try {
            List<String> own = text.isBlank()
                    ? List.of()
                    : YAMLMapper.shared()
                            .readTree(text)
                            .path("nonMasqueradeCIDRs")
                            .valueStream()
                            .map(each -> each.asString(""))
                            .toList();
            return own.isEmpty() ? Member.NOT_MASQUERADED_BY_DEFAULT : own;
        } catch (JacksonException e) {
            throw new Unreachable(
                    api.name().value(), "ConfigMap ip-masq-agent is no YAML: " + e.getOriginalMessage(), e);
        }
    }
}
