package dev.cilab.sandbox;

import dev.cilab.sandbox.api.ApiError;
import dev.cilab.sandbox.api.ApiServer;
import dev.cilab.sandbox.api.PodStreams;
import dev.cilab.sandbox.api.Tls;
import dev.cilab.sandbox.node.Fabric;
import dev.cilab.sandbox.node.SandboxFailure;
import java.io.IOException;
import java.io.InputStream;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;

/** One Kubernetes cluster of the sandbox: its API server at once, what works on its objects once the nodes are there. */
final class KubernetesCluster implements AutoCloseable {

    private final SandboxSpec.Cluster spec;
    private final String token;
    private final ApiServer server;
    private final int port;

    /** Serves on 127.0.0.1 when it returns. */
    KubernetesCluster(SandboxSpec.Cluster spec, String controlPlaneAddress, Tls tls) {
        this.spec = spec;
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        token = HexFormat.of().formatHex(random);
        try {
            server = new ApiServer(spec, controlPlaneAddress, tls, token);
            port = server.listen(new NoKubelet());
        } catch (IOException e) {
            throw new SandboxFailure("the API server of cluster " + spec.name() + " cannot listen on 127.0.0.1:" + spec.apiPort() + ": "
                    + e.getMessage(), e);
        }
    }

    String name() {
        return spec.name();
    }

    int port() {
        return port;
    }

    String token() {
        return token;
    }

    /** Starts what works on the cluster's objects. */
    void start(Fabric fabric) {
        spec.nodes().forEach(fabric::node); // each must be there
    }

    @Override
    public void close() {
        server.close();
    }

    /** While no kubelet runs, no pod does. */
    private static final class NoKubelet implements PodStreams {

        @Override
        public Process exec(String namespace, String pod, String container, List<String> command, boolean tty) {
            throw absent(pod);
        }

        @Override
        public InputStream logs(String namespace, String pod, String container, LogOptions options) {
            throw absent(pod);
        }

        @Override
        public Process forward(String namespace, String pod, int port) {
            throw absent(pod);
        }

        @Override
        public void resize(Process process, int columns, int rows) {
            throw new IllegalStateException("no process was started");
        }

        private static ApiError absent(String pod) {
            return new ApiError(404, "NotFound", "pods \"" + pod + "\" not found");
        }
    }
}
