package dev.cilab.sandbox.cluster.kubelet;

import dev.cilab.sandbox.SandboxSpec;
import dev.cilab.sandbox.api.ApiError;
import dev.cilab.sandbox.api.PodStreams;
import dev.cilab.sandbox.cluster.Cni;
import dev.cilab.sandbox.cluster.image.Images;
import dev.cilab.sandbox.cluster.machinery.ControllerContext;
import dev.cilab.sandbox.cluster.machinery.Key;
import dev.cilab.sandbox.cluster.machinery.Pods;
import dev.cilab.sandbox.node.Fabric;
import dev.cilab.sandbox.node.Node;
import dev.cilab.sandbox.node.Pod;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The kubelets of one cluster, and the way to its pods' processes and logs. */
public final class Kubelets implements PodStreams {

    private final ControllerContext context;
    private final Fabric fabric;
    private final Map<String, Kubelet> kubelets = new LinkedHashMap<>();
    private final Map<Process, Pod> terminals = new ConcurrentHashMap<>();
    private final Cni cni;

    /** @param logs folder for the containers' logs; @param clusterDns address of the DNS service */
    public Kubelets(
            ControllerContext context,
            Fabric fabric,
            SandboxSpec.Cluster cluster,
            Cni cni,
            Images images,
            Path logs,
            String clusterDns,
            TokenSource tokens) {
        this.context = context;
        this.fabric = fabric;
        this.cni = cni;
        Machine machine = Machine.current();
        for (String name : cluster.nodes()) {
            Node node = fabric.node(name);
            boolean controlPlane = name.equals(cluster.nodes().getFirst());
            NodeRegistration registration = new NodeRegistration(context, machine, node, cluster, controlPlane);
            KubeletContext kubelet = new KubeletContext(context, node, cni, images, logs, clusterDns, tokens);
            kubelets.put(name, new Kubelet(kubelet, registration));
        }
    }

    public void register() {
        context.watches().on(context.kinds().pods(), change -> {
            Kubelet kubelet = kubelets.get(Pods.node(change.object()));
            if (kubelet != null) {
                kubelet.changed(change);
            }
        });
    }

    /** Registers all nodes and begins their heartbeats. */
    public void start() {
        fabric.onReturn(node -> Optional.ofNullable(kubelets.get(node.name())).ifPresent(Kubelet::returned));
        cni.onChange(node -> Optional.ofNullable(kubelets.get(node)).ifPresent(Kubelet::networkChanged));
        kubelets.values().forEach(Kubelet::start);
    }

    @Override
    public Process exec(String namespace, String pod, String container, List<String> command, boolean tty) {
        PodWorker worker = worker(namespace, pod);
        ContainerRun run = container(worker, pod, container);
        Pod sandbox = worker.sandbox().filter(present -> run.running()).orElseThrow(() -> notRunning(run.name()));
        if (!tty) {
            return sandbox.start(command, run.environment(), run.workingDir());
        }
        Process process = sandbox.startOnTerminal(command, run.environment(), run.workingDir());
        terminals.put(process, sandbox);
        process.onExit().thenRun(() -> terminals.remove(process));
        return process;
    }

    @Override
    public InputStream logs(String namespace, String pod, String container, LogOptions options) {
        ContainerRun run = container(worker(namespace, pod), pod, container);
        Optional<ContainerLog> log = run.log(options.previous());
        if (log.isEmpty() && options.previous()) {
            throw new ApiError(
                    400,
                    "BadRequest",
                    "previous terminated container \"%s\" in pod \"%s\" not found".formatted(run.name(), pod));
        }
        return log.orElseThrow(() -> new ApiError(400, "BadRequest", waiting(run, pod)))
                .read(options);
    }

    @Override
    public Process forward(String namespace, String pod, int port) {
        Pod sandbox = worker(namespace, pod)
                .sandbox()
                .orElseThrow(() -> new ApiError(400, "BadRequest", "pod " + pod + " does not run"));
        return sandbox.start(List.of("busybox", "nc", "127.0.0.1", String.valueOf(port)), Map.of(), "");
    }

    @Override
    public void resize(Process process, int columns, int rows) {
        Pod sandbox = terminals.get(process);
        if (sandbox != null) {
            sandbox.resizeTerminal(process, columns, rows);
        }
    }

    private PodWorker worker(String namespace, String pod) {
        Key key = new Key(namespace, pod);
        return kubelets.values().stream()
                .flatMap(kubelet -> kubelet.worker(key).stream())
                .findFirst()
                .orElseThrow(() -> missing(key));
    }

    private ApiError missing(Key key) {
        boolean known = context.get(context.kinds().pods(), key).isPresent();
        return known
                ? new ApiError(400, "BadRequest", "pod " + key.name() + " does not have a host assigned")
                : new ApiError(404, "NotFound", "pods \"" + key.name() + "\" not found");
    }

    private static ContainerRun container(PodWorker worker, String pod, String name) {
        return worker.container(name)
                .orElseThrow(
                        () -> new ApiError(400, "BadRequest", "container " + name + " is not valid for pod " + pod));
    }

    private static ApiError notRunning(String container) {
        return new ApiError(400, "BadRequest", "container not found (\"" + container + "\")");
    }

    private static String waiting(ContainerRun run, String pod) {
        String reason = run.state() instanceof ContainerState.Waiting waiting ? waiting.reason() : "not started";
        return "container \"%s\" in pod \"%s\" is waiting to start: %s".formatted(run.name(), pod, reason);
    }
}
