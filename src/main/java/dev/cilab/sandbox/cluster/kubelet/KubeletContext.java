package dev.cilab.sandbox.cluster.kubelet;

import dev.cilab.sandbox.cluster.Cni;
import dev.cilab.sandbox.cluster.image.Images;
import dev.cilab.sandbox.cluster.machinery.ControllerContext;
import dev.cilab.sandbox.cluster.machinery.EventRecorder.Source;
import dev.cilab.sandbox.cluster.machinery.EventRecorder.Type;
import dev.cilab.sandbox.node.Node;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;

/**
 * What one kubelet works with.
 *
 * @param logs       folder for its containers' logs
 * @param clusterDns address of the cluster's DNS service
 */
record KubeletContext(
        ControllerContext cluster,
        Node node,
        Cni cni,
        Images images,
        Path logs,
        String clusterDns,
        TokenSource tokens) {

    void normal(JsonNode about, String reason, String message) {
        event(about, "", Type.NORMAL, reason, message);
    }

    void warning(JsonNode about, String reason, String message) {
        event(about, "", Type.WARNING, reason, message);
    }

    void event(JsonNode about, String fieldPath, Type type, String reason, String message) {
        cluster.events().record(new Source("kubelet", node.name()), about, fieldPath, type, reason, message);
    }
}
