package dev.cilab.sandbox.api.registry;

import dev.cilab.sandbox.SandboxSpec;
import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.api.Objects;
import dev.cilab.sandbox.api.ResourceType;
import dev.cilab.sandbox.api.Tls;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Base64;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** The objects that every cluster has before anybody creates one. */
public final class Bootstrap {

    private static final List<String> NAMESPACES = List.of("default", "kube-node-lease", "kube-public", "kube-system");
    private static final int API_PORT = 6443;

    private final Objects objects;

    public Bootstrap(Objects objects) {
        this.objects = objects;
    }

    /** @param address the control plane node's address */
    public void run(SandboxSpec.Cluster cluster, String address, Tls tls) throws IOException {
        NAMESPACES.forEach(this::namespace);
        kubernetesService(cluster);
        kubernetesEndpoints(address);
        kubernetesSlice(address);
        clusterInfo(Files.readString(tls.authority()), address);
    }

    private void namespace(String name) {
        create("v1", "Namespace", "", name, Json.object());
    }

    private void kubernetesService(SandboxSpec.Cluster cluster) {
        ObjectNode service = Json.object();
        ObjectNode spec = service.putObject("spec");
        spec.put("clusterIP", firstAddress(cluster.serviceCidr()));
        spec.putArray("ports")
                .addObject()
                .put("name", "https")
                .put("port", 443)
                .put("protocol", "TCP")
                .put("targetPort", API_PORT);
        component(service);
        create("v1", "Service", "default", "kubernetes", service);
    }

    private void kubernetesEndpoints(String address) {
        ObjectNode endpoints = Json.object();
        ObjectNode subset = endpoints.putArray("subsets").addObject();
        subset.putArray("addresses").addObject().put("ip", address);
        port(subset.putArray("ports").addObject());
        Json.object(Json.object(endpoints, "metadata"), "labels")
                .put("endpointslice.kubernetes.io/skip-mirror", "true");
        create("v1", "Endpoints", "default", "kubernetes", endpoints);
    }

    private void kubernetesSlice(String address) {
        ObjectNode slice = Json.object();
        slice.put("addressType", "IPv4");
        ObjectNode endpoint = slice.putArray("endpoints").addObject();
        endpoint.putArray("addresses").add(address);
        endpoint.putObject("conditions").put("ready", true);
        port(slice.putArray("ports").addObject());
        Json.object(Json.object(slice, "metadata"), "labels").put("kubernetes.io/service-name", "kubernetes");
        create("discovery.k8s.io/v1", "EndpointSlice", "default", "kubernetes", slice);
    }

    private void clusterInfo(String authority, String address) {
        String data = Base64.getEncoder().encodeToString(authority.getBytes(StandardCharsets.UTF_8));
        String kubeconfig = """
                apiVersion: v1
                clusters:
                - cluster:
                    certificate-authority-data: %s
                    server: https://%s:%d
                  name: ""
                contexts: null
                current-context: ""
                kind: Config
                preferences: {}
                users: null
                """.formatted(data, address, API_PORT);
        ObjectNode map = Json.object();
        map.putObject("data").put("kubeconfig", kubeconfig);
        create("v1", "ConfigMap", "kube-public", "cluster-info", map);
    }

    private void create(String apiVersion, String kind, String namespace, String name, ObjectNode object) {
        ResourceType type = objects.type(apiVersion, kind);
        object.put("apiVersion", apiVersion).put("kind", kind);
        ObjectNode metadata = Json.object(object, "metadata").put("name", name);
        if (!namespace.isEmpty()) {
            metadata.put("namespace", namespace);
        }
        objects.create(type, object);
    }

    private static void component(ObjectNode object) {
        Json.object(Json.object(object, "metadata"), "labels")
                .put("component", "apiserver")
                .put("provider", "kubernetes");
    }

    private static void port(ObjectNode port) {
        port.put("name", "https").put("port", API_PORT).put("protocol", "TCP");
    }

    public static String firstAddress(String cidr) {
        return Ipv4Range.parse(cidr).address(1);
    }
}
