package dev.cilab.sandbox;

import dev.cilab.exec.FileMode;
import dev.cilab.sandbox.api.ApiServer;
import dev.cilab.sandbox.api.Tls;
import dev.cilab.sandbox.node.Fabric;
import dev.cilab.sandbox.node.SandboxFailure;
import dev.cilab.sandbox.node.SshKeys;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** A running sandbox: its nodes, its clusters, and the files by which they are reached. */
final class Sandbox implements AutoCloseable {

    private final SandboxSpec spec;
    private final StateFolder state;
    private final Fabric fabric;
    private final List<KubernetesCluster> clusters;
    private final LineSocket power;
    private final LineSocket realTime;

    /** Brings it up: nodes and API servers at the same time. On any failure nothing is left. */
    Sandbox(SandboxSpec spec) {
        check(spec);
        this.spec = spec;
        state = new StateFolder(Path.of(spec.stateDir()));
        CompletableFuture<List<KubernetesCluster>> serving = CompletableFuture.completedFuture(List.of());
        Fabric opened = null;
        try {
            state.clear();
            serving = async(this::serve);
            SshKeys keys = SshKeys.create(state.path());
            opened = Fabric.open(spec, keys, state.path("exchange"));
            clusters = join(serving);
            Fabric nodes = opened;
            SshFiles.write(state, spec, nodes, keys);
            nodes.onReturn(node -> SshFiles.write(state, spec, nodes, keys));
            start(opened);
            writeKubeconfig();
            fabric = opened;
            power = new LineSocket(state.path("power"), new PowerSwitches(opened)::set);
            realTime = new LineSocket(opened.exchange().resolve("realtime"), new RealTime(opened)::give);
        } catch (RuntimeException e) {
            undo(opened, serving);
            throw e;
        }
    }

    private void start(Fabric opened) {
        List<CompletableFuture<Void>> starting = clusters.stream()
                .map(cluster -> Sandbox.<Void>async(() -> {
                    cluster.start(opened, spec, state.path("logs").resolve(cluster.name()));
                    return null;
                }))
                .toList();
        starting.forEach(Sandbox::join);
    }

    Fabric fabric() {
        return fabric;
    }

    /** Port on 127.0.0.1 of each cluster's API server. */
    Map<String, Integer> apiPorts() {
        Map<String, Integer> ports = new LinkedHashMap<>();
        clusters.forEach(cluster -> ports.put(cluster.name(), cluster.port()));
        return ports;
    }

    /** Ends everything; idempotent. The nodes go first: controllers that see them go have nothing left to repair. */
    @Override
    public void close() {
        power.close();
        realTime.close();
        fabric.close();
        clusters.forEach(KubernetesCluster::close);
        state.close();
    }

    private void undo(Fabric opened, CompletableFuture<List<KubernetesCluster>> serving) {
        if (opened != null) {
            opened.close();
        }
        serving.thenAccept(started -> started.forEach(KubernetesCluster::close))
                .exceptionally(failed -> null)
                .join();
        state.close();
    }

    private List<KubernetesCluster> serve() {
        if (spec.clusters().isEmpty()) {
            return List.of();
        }
        List<CompletableFuture<KubernetesCluster>> starting = spec.clusters().stream()
                .map(cluster -> async(() -> serve(cluster)))
                .toList();
        return starting.stream().map(Sandbox::join).toList();
    }

    private KubernetesCluster serve(SandboxSpec.Cluster cluster) {
        String address = address(cluster);
        Tls tls = Certificates.create(
                state.path("pki").resolve(cluster.name()), List.of(address, ApiServer.serviceAddress(cluster)));
        return new KubernetesCluster(cluster, address, tls);
    }

    private String address(SandboxSpec.Cluster cluster) {
        String controlPlane = cluster.nodes().getFirst();
        return spec.nodes().stream()
                .filter(node -> node.name().equals(controlPlane))
                .map(node -> node.interfaces().getFirst().address().replaceFirst("/.*", ""))
                .findFirst()
                .orElseThrow(() -> new SandboxFailure(
                        "cluster " + cluster.name() + " names a node that is not there: " + controlPlane));
    }

    private void writeKubeconfig() {
        if (clusters.isEmpty()) {
            return;
        }
        String text =
                Kubeconfig.of(clusters.stream().map(KubernetesCluster::access).toList());
        state.write("kubeconfig", text, FileMode.PRIVATE);
    }

    private static void check(SandboxSpec spec) {
        if (spec.nodes().isEmpty()
                || spec.nodes().stream().anyMatch(node -> node.interfaces().isEmpty())) {
            throw new SandboxFailure("a sandbox needs nodes, and each node an interface");
        }
        if (!spec.instance().matches("[0-9a-f]{6}") || !spec.name().matches("[a-z0-9][a-z0-9-]*")) {
            throw new SandboxFailure("not a sandbox's name and instance: " + spec.name() + ", " + spec.instance());
        }
    }

    private static <T> CompletableFuture<T> async(Supplier<T> work) {
        Executor threads = task -> Thread.ofPlatform().daemon().start(task); // they wait for processes
        return CompletableFuture.supplyAsync(work, threads);
    }

    private static <T> T join(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}
