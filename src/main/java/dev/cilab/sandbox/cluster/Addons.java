package dev.cilab.sandbox.cluster;

import dev.cilab.sandbox.SandboxSpec;
import dev.cilab.sandbox.api.ApiError;
import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.api.ResourceType;
import dev.cilab.sandbox.cluster.machinery.ControllerContext;
import dev.cilab.sandbox.cluster.machinery.Key;
import dev.cilab.sandbox.cluster.machinery.Meta;
import dev.cilab.sandbox.cluster.machinery.Names;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What {@code kubeadm init} leaves in kube-system: CoreDNS, and the control plane's static pods (stand-ins). */
final class Addons {

    private static final String CONFLICT = "AlreadyExists";
    private static final int DNS_HOST = 10;

    private final ControllerContext context;
    private final SandboxSpec.Cluster cluster;

    Addons(ControllerContext context, SandboxSpec.Cluster cluster) {
        this.context = context;
        this.cluster = cluster;
    }

    /** The tenth address of the Service range, as kubeadm gives it. */
    String dnsAddress() {
        String network =
                cluster.serviceCidr().substring(0, cluster.serviceCidr().indexOf('/'));
        return network.substring(0, network.lastIndexOf('.') + 1) + DNS_HOST;
    }

    void install() {
        for (JsonNode object : manifest("coredns.json")) {
            create((ObjectNode) object);
        }
        JsonNode pod = manifest("static-pod.json");
        manifest("static-pods.json").properties().forEach(component -> {
            create(staticPod((ObjectNode) pod.deepCopy(), component.getKey(), component.getValue()));
        });
    }

    /** Mirror pods, as a kubelet makes them for the files in its manifests folder. */
    private ObjectNode staticPod(ObjectNode pod, String component, JsonNode image) {
        String node = cluster.nodes().getFirst();
        ObjectNode metadata = pod.withObject("metadata").put("name", component + "-" + node);
        metadata.withObject("labels").put("component", component);
        Meta.annotate(pod, "kubernetes.io/config.hash", Names.hash(image, 0));
        Meta.annotate(pod, "kubernetes.io/config.mirror", Names.hash(image, 0));
        context.get(context.kinds().nodes(), new Key("", node))
                .ifPresent(owner -> Meta.own(pod, context.kinds().nodes(), owner));
        ObjectNode spec = pod.withObject("spec").put("nodeName", node);
        ((ObjectNode) spec.path("containers").path(0)).put("name", component).put("image", image.asString());
        return pod;
    }

    private JsonNode manifest(String name) {
        try (InputStream file = Addons.class.getResourceAsStream(name)) {
            String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            return Json.read(filled(text));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the manifest " + name, e);
        }
    }

    private String filled(String text) {
        String filled = text;
        for (Map.Entry<String, String> value : Map.of(
                        "${dns}", dnsAddress(),
                        "${version}", cluster.version(),
                        "${controlPlane}", cluster.nodes().getFirst())
                .entrySet()) {
            filled = filled.replace(value.getKey(), value.getValue());
        }
        return filled;
    }

    private void create(ObjectNode object) {
        ResourceType type = context.objects().type(Json.text(object, "apiVersion"), Json.text(object, "kind"));
        try {
            context.objects().create(type, object);
        } catch (ApiError error) {
            if (!error.reason().equals(CONFLICT)) {
                throw error;
            }
        }
    }
}
