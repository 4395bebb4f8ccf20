package dev.cilab.sandbox.cilium.mesh;

import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.api.Objects;
import dev.cilab.sandbox.cilium.CiliumConfig;
import dev.cilab.sandbox.cilium.LogLines;
import dev.cilab.sandbox.cluster.Workload;
import dev.cilab.sandbox.cluster.image.Nginx;
import dev.cilab.sandbox.cluster.image.ProcessMain;
import dev.cilab.sandbox.node.Fabric;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The image of {@code clustermesh-apiserver}, which carries etcd too: which of them a container is, its command says. Etcd is an nginx that
 * speaks TLS with the certificates of the pod and lets in only clients that the same authority signed; what it serves, the container
 * {@code apiserver} tells it.
 */
public final class ApiserverImage implements Workload {

    private static final List<String> DAEMON = List.of("bash", "-c", "exec -a clustermesh-apiserver sleep infinity");
    private static final String CERTIFICATES = "/var/lib/etcd-secrets/";

    private final Objects objects;
    private final Path exchange;

    /** @param exchange folder of this machine that pods see as {@link Fabric#EXCHANGE} */
    public ApiserverImage(Objects objects, Path exchange) {
        this.objects = objects;
        this.exchange = exchange;
    }

    @Override
    public boolean answersProbes() {
        return false;
    }

    @Override
    public Main start(Container container) {
        List<String> argv = container.argv();
        String program = argv.isEmpty() ? "" : argv.getFirst().replaceFirst(".*/", "");
        String mode = program.equals("etcd") ? program : argv.size() > 1 ? argv.get(1) : "";
        return switch (mode) {
            case "etcd" -> etcd(container);
            case "etcdinit" -> run(container, "true");
            case "clustermesh" -> apiserver(container);
            default -> {
                container.log().line("unknown command \"" + mode + "\" for \"clustermesh-apiserver\" (stand-in)");
                yield run(container, "false");
            }
        };
    }

    private Main etcd(Container container) {
        String http = """
                  server {
                    listen 2379 ssl;
                    ssl_certificate %1$stls.crt;
                    ssl_certificate_key %1$stls.key;
                    ssl_client_certificate %1$sca.crt;
                    ssl_verify_client on;
                    ssl_protocols TLSv1.3;
                    location / {
                      proxy_pass http://unix:%2$s/%3$s:;
                      proxy_http_version 1.1;
                      proxy_buffering off;
                      proxy_read_timeout 1h;
                    }
                  }
                """.formatted(CERTIFICATES, Fabric.EXCHANGE, socket(container));
        return Nginx.start(container, http, "etcd: a stand-in of the cilab sandbox; serving client traffic on :2379");
    }

    private Main apiserver(Container container) {
        LogLines log = new LogLines(container.log(), "clustermesh-apiserver");
        CiliumConfig config = CiliumConfig.read(objects, "");
        StateServer server =
                StateServer.open(exchange.resolve(socket(container)), objects, new ClusterState(objects, config), log);
        log.info("Start serving", "clusterName", config.clusterName(), "clusterID", config.clusterId());
        Process process = container.pod().start(DAEMON, Map.of(), "/");
        process.onExit().thenRun(server::close);
        return ProcessMain.of(process, container);
    }

    /** Of the pod's own: while a Deployment rolls, two of them run. Paths of sockets are short. */
    private static String socket(Container container) {
        return "clustermesh-" + Json.text(container.object(), "metadata", "uid").substring(0, 8) + ".sock";
    }

    private static Main run(Container container, String program) {
        return ProcessMain.of(container.pod().start(List.of(program), Map.of(), "/"), container);
    }
}
