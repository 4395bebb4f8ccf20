package dev.cilab.sandbox.cilium;

import dev.cilab.sandbox.api.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/**
 * What Cilium's Helm chart renders from its values, as far as the sandbox has a counterpart: the configuration, the agent's DaemonSet, the
 * operator's Deployment, accounts. Key names are the chart's. Hubble's relay and UI are left out: the sandbox has no flows to show.
 */
final class Chart {

    static final String AGENT_IMAGE = "quay.io/cilium/cilium";
    static final String OPERATOR_IMAGE = "quay.io/cilium/operator-generic";

    private final String version;
    private final Values values;

    Chart(String version, Values values) {
        this.version = version;
        this.values = values;
    }

    /** In the order in which they are installed. */
    List<ObjectNode> objects() {
        List<ObjectNode> objects = new ArrayList<>();
        objects.add(account("cilium"));
        objects.add(account("cilium-operator"));
        objects.add(configMap(CiliumConfig.NAME, new TreeMap<>(config())));
        if (values.on("ipMasqAgent.enabled")) {
            objects.add(configMap("ip-masq-agent", Map.of("config", ipMasqConfig())));
        }
        objects.add(daemonSet());
        objects.add(operator());
        return objects;
    }

    /** The keys of {@code cilium-config}. */
    Map<String, String> config() {
        Map<String, String> data = new TreeMap<>();
        set(data, "cluster-name", "cluster.name", "default");
        set(data, "cluster-id", "cluster.id", "0");
        set(data, "max-connected-clusters", "clustermesh.maxConnectedClusters", "255");
        set(data, "ipam", "ipam.mode", "cluster-pool");
        if (data.get("ipam").equals("cluster-pool")) {
            set(data, "cluster-pool-ipv4-cidr", "ipam.operator.clusterPoolIPv4PodCIDRList", "10.0.0.0/8");
            set(data, "cluster-pool-ipv4-mask-size", "ipam.operator.clusterPoolIPv4MaskSize", "24");
        }
        set(data, "routing-mode", "routingMode", "tunnel");
        set(data, "tunnel-protocol", "tunnelProtocol", "vxlan");
        set(data, "auto-direct-node-routes", "autoDirectNodeRoutes", "false");
        setIfGiven(data, "ipv4-native-routing-cidr", "ipv4NativeRoutingCIDR");
        set(data, "kube-proxy-replacement", "kubeProxyReplacement", "false");
        set(data, "enable-ipv4", "ipv4.enabled", "true");
        set(data, "enable-ipv6", "ipv6.enabled", "false");
        set(data, "enable-ipv4-masquerade", "enableIPv4Masquerade", "true");
        set(data, "enable-bpf-masquerade", "bpf.masquerade", "false");
        set(data, "install-no-conntrack-iptables-rules", "installNoConntrackIptablesRules", "false");
        set(data, "enable-endpoint-health-checking", "endpointHealthChecking.enabled", "true");
        set(data, "enable-health-checking", "healthChecking", "true");
        set(data, "enable-hubble", "hubble.enabled", "true");
        set(data, "debug", "debug.enabled", "false");
        data.put("identity-allocation-mode", "crd");
        if (values.on("ipMasqAgent.enabled")) {
            data.put("enable-ip-masq-agent", "true");
        }
        setIfGiven(data, "bpf-lb-mode", "loadBalancer.mode");
        setIfGiven(data, "bpf-lb-dsr-dispatch", "loadBalancer.dsrDispatch");
        setIfGiven(data, "bpf-lb-algorithm", "loadBalancer.algorithm");
        prometheus(data);
        bgp(data);
        return data;
    }

    private void prometheus(Map<String, String> data) {
        if (values.on("prometheus.enabled")) {
            data.put("prometheus-serve-addr", ":" + values.text("prometheus.port", "9962"));
        }
        if (values.on("operator.prometheus.enabled")) {
            data.put("operator-prometheus-serve-addr", ":" + values.text("operator.prometheus.port", "9963"));
        }
    }

    private void bgp(Map<String, String> data) {
        set(data, "enable-bgp-control-plane", "bgpControlPlane.enabled", "false");
        if (!values.on("bgpControlPlane.enabled")) {
            return;
        }
        set(data, "bgp-secrets-namespace", "bgpControlPlane.secretsNamespace.name", CiliumConfig.NAMESPACE);
        set(data, "enable-bgp-control-plane-status-report", "bgpControlPlane.statusReport.enabled", "true");
        if (Dialect.of(version) != Dialect.V1_17) {
            set(data, "bgp-router-id-allocation-mode", "bgpControlPlane.routerIDAllocation.mode", "default");
            set(data, "bgp-router-id-allocation-ip-pool", "bgpControlPlane.routerIDAllocation.ipPool", "");
        }
        if (Dialect.of(version) == Dialect.V1_19) {
            set(data, "enable-bgp-legacy-origin-attribute", "bgpControlPlane.legacyOriginAttribute.enabled", "false");
        }
    }

    private String ipMasqConfig() {
        ObjectNode config = Json.object();
        var cidrs = config.putArray("nonMasqueradeCIDRs");
        values.list("ipMasqAgent.config.nonMasqueradeCIDRs").forEach(cidrs::add);
        if (values.has("ipMasqAgent.config.masqLinkLocal")) {
            config.put("masqLinkLocal", values.on("ipMasqAgent.config.masqLinkLocal"));
        }
        return config.toString();
    }

    private ObjectNode daemonSet() {
        Map<String, String> labels = Map.of(
                "k8s-app", "cilium", "app.kubernetes.io/name", "cilium-agent", "app.kubernetes.io/part-of", "cilium");
        ObjectNode set = object("apps/v1", "DaemonSet", "cilium", labels);
        ObjectNode spec = set.putObject("spec");
        spec.putObject("selector").putObject("matchLabels").put("k8s-app", "cilium");
        spec.putObject("updateStrategy")
                .put("type", "RollingUpdate")
                .putObject("rollingUpdate")
                .put("maxUnavailable", 2);
        ObjectNode pod = template(spec, labels, "cilium", "system-node-critical");
        container(pod, "cilium-agent", AGENT_IMAGE + ":v" + version, "cilium-agent");
        return set;
    }

    private ObjectNode operator() {
        Map<String, String> labels = Map.of(
                "io.cilium/app", "operator",
                "name", "cilium-operator",
                "app.kubernetes.io/name", "cilium-operator",
                "app.kubernetes.io/part-of", "cilium");
        ObjectNode deployment = object("apps/v1", "Deployment", "cilium-operator", labels);
        ObjectNode spec = deployment.putObject("spec");
        spec.put("replicas", Integer.parseInt(values.text("operator.replicas", "1")));
        ObjectNode match = spec.putObject("selector").putObject("matchLabels");
        match.put("io.cilium/app", "operator").put("name", "cilium-operator");
        spec.putObject("strategy")
                .put("type", "RollingUpdate")
                .putObject("rollingUpdate")
                .put("maxSurge", "25%")
                .put("maxUnavailable", "100%");
        ObjectNode pod = template(spec, labels, "cilium-operator", "system-cluster-critical");
        container(pod, "cilium-operator", OPERATOR_IMAGE + ":v" + version, "cilium-operator-generic");
        return deployment;
    }

    private static ObjectNode template(ObjectNode spec, Map<String, String> labels, String account, String priority) {
        ObjectNode template = spec.putObject("template");
        ObjectNode podLabels = template.putObject("metadata").putObject("labels");
        new TreeMap<>(labels).forEach(podLabels::put);
        ObjectNode pod = template.putObject("spec");
        pod.put("hostNetwork", true)
                .put("serviceAccountName", account)
                .put("priorityClassName", priority)
                .put("restartPolicy", "Always")
                .put("terminationGracePeriodSeconds", 1);
        pod.putArray("tolerations").addObject().put("operator", "Exists");
        return pod;
    }

    private void container(ObjectNode pod, String name, String image, String command) {
        ObjectNode container = pod.putArray("containers").addObject();
        container.put("name", name).put("image", image).put("imagePullPolicy", "IfNotPresent");
        container.putArray("command").add(command);
        container.putArray("args").add("--config-dir=/tmp/cilium/config-map");
        var environment = container.putArray("env");
        environment
                .addObject()
                .put("name", "K8S_NODE_NAME")
                .putObject("valueFrom")
                .putObject("fieldRef")
                .put("apiVersion", "v1")
                .put("fieldPath", "spec.nodeName");
        if (values.has("k8sServiceHost")) {
            environment
                    .addObject()
                    .put("name", "KUBERNETES_SERVICE_HOST")
                    .put("value", values.text("k8sServiceHost", ""));
            environment
                    .addObject()
                    .put("name", "KUBERNETES_SERVICE_PORT")
                    .put("value", values.text("k8sServicePort", "6443"));
        }
    }

    private static ObjectNode account(String name) {
        return object("v1", "ServiceAccount", name, Map.of("app.kubernetes.io/part-of", "cilium"));
    }

    private static ObjectNode configMap(String name, Map<String, String> data) {
        ObjectNode map = object("v1", "ConfigMap", name, Map.of());
        ObjectNode node = map.putObject("data");
        data.forEach(node::put);
        return map;
    }

    private static ObjectNode object(String apiVersion, String kind, String name, Map<String, String> labels) {
        ObjectNode object = Json.object().put("apiVersion", apiVersion).put("kind", kind);
        ObjectNode metadata = object.putObject("metadata").put("name", name).put("namespace", CiliumConfig.NAMESPACE);
        if (!labels.isEmpty()) {
            ObjectNode node = metadata.putObject("labels");
            new TreeMap<>(labels).forEach(node::put);
        }
        return object;
    }

    private void set(Map<String, String> data, String key, String path, String otherwise) {
        data.put(key, values.text(path, otherwise));
    }

    private void setIfGiven(Map<String, String> data, String key, String path) {
        if (values.has(path)) {
            data.put(key, values.text(path, ""));
        }
    }
}
