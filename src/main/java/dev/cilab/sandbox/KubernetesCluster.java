package dev.cilab.sandbox;

import dev.cilab.sandbox.api.ApiServer;
import dev.cilab.sandbox.api.Tls;
import dev.cilab.sandbox.cilium.Cilium;
import dev.cilab.sandbox.cluster.ControlPlane;
import dev.cilab.sandbox.cluster.Workload;
import dev.cilab.sandbox.cluster.image.Images;
import dev.cilab.sandbox.node.Fabric;
import dev.cilab.sandbox.node.SandboxFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;

/** One Kubernetes cluster of the sandbox: its API server at once, what works on its objects once the nodes are there. */
final class KubernetesCluster implements AutoCloseable {

    private final SandboxSpec.Cluster spec;
    private final Tls tls;
    private final String token;
    private final ApiServer server;
    private final int port;
    private final LatePodStreams streams = new LatePodStreams();
    private ControlPlane controlPlane;
    private ApiSocket socket;

    /** Serves on 127.0.0.1 when it returns. */
    KubernetesCluster(SandboxSpec.Cluster spec, String controlPlaneAddress, Tls tls) {
        this.spec = spec;
        this.tls = tls;
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        token = HexFormat.of().formatHex(random);
        try {
            server = new ApiServer(spec, controlPlaneAddress, tls, token);
            port = server.listen(streams);
        } catch (IOException e) {
            throw new SandboxFailure(
                    "the API server of cluster " + spec.name() + " cannot listen on 127.0.0.1:" + spec.apiPort() + ": "
                            + e.getMessage(),
                    e);
        }
    }

    String name() {
        return spec.name();
    }

    int port() {
        return port;
    }

    Kubeconfig.Access access() {
        try {
            return new Kubeconfig.Access(
                    spec.context(), "https://127.0.0.1:" + port, Files.readAllBytes(tls.authority()), token);
        } catch (IOException e) {
            throw new SandboxFailure("cannot read " + tls.authority() + ": " + e.getMessage(), e);
        }
    }

    /**
     * Starts what works on the cluster's objects: controllers, kubelets.
     *
     * @param logs folder for the containers' logs
     */
    void start(Fabric fabric, SandboxSpec sandbox, Path logs) {
        Cilium cilium = new Cilium(server.objects(), fabric, sandbox, spec);
        Images images = Images.none();
        for (Map.Entry<String, Workload> image : cilium.images().entrySet()) {
            images = images.with(image.getKey(), image.getValue());
        }
        controlPlane = new ControlPlane(server.objects(), fabric, spec, cilium.cni(), images, logs, server::token);
        String name = "api-" + spec.name() + ".sock";
        socket = ApiSocket.open(fabric.exchange().resolve(name), port);
        NodeAccess.give(fabric.node(spec.nodes().getFirst()), name, access());
        streams.lead(controlPlane.streams());
        controlPlane.start();
    }

    @Override
    public void close() {
        if (controlPlane != null) {
            controlPlane.close();
        }
        if (socket != null) {
            socket.close();
        }
        server.close();
    }
}
