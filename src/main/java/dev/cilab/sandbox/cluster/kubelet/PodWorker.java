package dev.cilab.sandbox.cluster.kubelet;

import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.cluster.Cni;
import dev.cilab.sandbox.cluster.machinery.Key;
import dev.cilab.sandbox.cluster.machinery.Meta;
import dev.cilab.sandbox.node.Node.PodRequest;
import dev.cilab.sandbox.node.Pod;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Brings one pod to life and to its end. One call at a time; what {@code exec} and {@code logs} read may be read from anywhere. */
final class PodWorker {

    private static final int DEFAULT_GRACE = 30;
    private static final Duration NETWORK_RETRY = Duration.ofSeconds(1);
    private static final String NO_NETWORK =
            "network is not ready: container runtime network not ready: NetworkReady=false"
                    + " reason:NetworkPluginNotReady message:Network plugin returns error: cni plugin not initialized";

    private final KubeletContext kubelet;
    private final String uid;
    private final Path logs;
    private final boolean hostNetwork;
    private final List<ContainerRun> init = new ArrayList<>();
    private final List<ContainerRun> containers = new ArrayList<>();
    private volatile Optional<Pod> sandbox = Optional.empty();
    private String podIp = "";
    private boolean networkMissed;
    private boolean mounted;
    private String mountError = "";

    PodWorker(KubeletContext kubelet, ObjectNode pod, Runnable changed) {
        this.kubelet = kubelet;
        uid = Meta.uid(pod);
        logs = kubelet.logs().resolve(Meta.namespace(pod) + "_" + Meta.name(pod) + "_" + uid);
        hostNetwork = pod.path("spec").path("hostNetwork").asBoolean(false);
        pod.path("spec").path("initContainers").forEach(spec -> init.add(run(spec, "initContainers", changed)));
        pod.path("spec").path("containers").forEach(spec -> containers.add(run(spec, "containers", changed)));
    }

    String uid() {
        return uid;
    }

    Optional<Pod> sandbox() {
        return sandbox;
    }

    /** @param name empty = the first */
    Optional<ContainerRun> container(String name) {
        return Stream.concat(containers.stream(), init.stream())
                .filter(run -> name.isEmpty() || run.name().equals(name))
                .findFirst();
    }

    /** Does what can be done now and reports it. Returns when to look again, if time alone will change something. */
    Optional<Duration> sync(ObjectNode pod) {
        sandbox.filter(present -> !present.alive()).ifPresent(gone -> lost(pod));
        Optional<Duration> again = Optional.empty();
        if (sandbox.isEmpty()) {
            report(pod);
            again = createSandbox(pod);
        }
        if (sandbox.isPresent()) {
            again = advance(pod);
            if (status(pod).phase().equals("Succeeded") || status(pod).phase().equals("Failed")) {
                release(Duration.ZERO);
            }
        }
        report(pod);
        return again;
    }

    /** Ends its processes within the grace period and forgets everything but what the API object says. */
    void terminate(ObjectNode pod) {
        all().forEach(run -> run.stopping(pod));
        preStop(pod);
        JsonNode grace = pod.path("metadata").path("deletionGracePeriodSeconds");
        release(Duration.ofSeconds(grace.asInt(
                pod.path("spec").path("terminationGracePeriodSeconds").asInt(DEFAULT_GRACE))));
        discard();
    }

    /** The object is gone already: nobody waits. */
    void kill() {
        release(Duration.ZERO);
        discard();
    }

    private ContainerRun run(JsonNode spec, String list, Runnable changed) {
        return new ContainerRun(kubelet, spec, list, logs, changed);
    }

    private Stream<ContainerRun> all() {
        return Stream.concat(init.stream(), containers.stream());
    }

    private void lost(ObjectNode pod) {
        all().forEach(ContainerRun::lost);
        release(Duration.ZERO);
        kubelet.normal(pod, "SandboxChanged", "Pod sandbox changed, it will be killed and re-created.");
    }

    private Optional<Duration> createSandbox(ObjectNode pod) {
        Optional<Cni.Address> address = Optional.empty();
        if (!hostNetwork) {
            address = address(pod);
            if (address.isEmpty()) {
                return Optional.of(NETWORK_RETRY);
            }
        }
        podIp = address.map(Cni.Address::ip).orElseGet(() -> kubelet.node().address());
        PodRequest request = new PodRequest(
                uid,
                Meta.namespace(pod),
                Meta.name(pod),
                hostname(pod),
                address.map(Cni.Address::ip).orElse(""),
                address.map(Cni.Address::gateway).orElse(""),
                resolver(pod));
        sandbox = Optional.of(kubelet.node().createPod(request));
        mounted = false;
        return Optional.empty();
    }

    private Optional<Cni.Address> address(ObjectNode pod) {
        String node = kubelet.node().name();
        Optional<Cni.Address> address = kubelet.cni().ready(node)
                ? kubelet.cni().add(node, Meta.namespace(pod), Meta.name(pod), uid)
                : Optional.empty();
        if (address.isEmpty() && !networkMissed) {
            networkMissed = true;
            kubelet.warning(pod, "NetworkNotReady", NO_NETWORK);
        }
        return address;
    }

    private String hostname(ObjectNode pod) {
        String own = Json.text(pod, "spec", "hostname");
        return hostNetwork ? kubelet.node().name() : own.isEmpty() ? Meta.name(pod) : own;
    }

    private String resolver(ObjectNode pod) {
        String policy = pod.path("spec").path("dnsPolicy").asString("ClusterFirst");
        boolean cluster = policy.equals("ClusterFirstWithHostNet") || (policy.equals("ClusterFirst") && !hostNetwork);
        return cluster ? kubelet.clusterDns() : "";
    }

    private PodFields fields(ObjectNode pod) {
        return new PodFields(
                pod, hostname(pod), kubelet.node().name(), kubelet.node().address(), podIp);
    }

    private Optional<Duration> advance(ObjectNode pod) {
        PodFields fields = fields(pod);
        if (!mounted && !mount(pod, fields)) {
            return Optional.of(NETWORK_RETRY);
        }
        boolean always =
                pod.path("spec").path("restartPolicy").asString("Always").equals("Always");
        boolean onFailure = Json.text(pod, "spec", "restartPolicy").equals("OnFailure");
        Optional<Duration> again = Optional.empty();
        for (ContainerRun run : init) {
            again = sooner(again, run.step(pod, sandbox.orElseThrow(), fields, run.sidecar(), always || onFailure));
            if (!(run.sidecar() ? run.started() : run.succeeded())) {
                containers.forEach(ContainerRun::hold);
                return again;
            }
        }
        for (ContainerRun run : containers) {
            again = sooner(again, run.step(pod, sandbox.orElseThrow(), fields, always, onFailure));
        }
        return again;
    }

    private boolean mount(ObjectNode pod, PodFields fields) {
        try {
            new Volumes(kubelet, pod, fields).mount(sandbox.orElseThrow());
            mounted = true;
        } catch (MissingReference missing) {
            if (!mountError.equals(missing.getMessage())) {
                mountError = missing.getMessage();
                kubelet.warning(pod, "FailedMount", mountError);
            }
        }
        return mounted;
    }

    private static Optional<Duration> sooner(Optional<Duration> left, Optional<Duration> right) {
        return Stream.concat(left.stream(), right.stream()).min(Comparator.naturalOrder());
    }

    private void preStop(ObjectNode pod) {
        for (JsonNode container : pod.path("spec").path("containers")) {
            JsonNode hook = container.path("lifecycle").path("preStop");
            Optional<ContainerRun> run = container(Json.text(container, "name")).filter(ContainerRun::running);
            if (hook.has("exec") && run.isPresent() && sandbox.isPresent()) {
                new Probe(
                                hook,
                                container.path("ports"),
                                sandbox.get(),
                                run.get().environment())
                        .failure()
                        .ifPresent(why -> kubelet.warning(pod, "FailedPreStopHook", "PreStopHook failed: " + why));
            }
        }
    }

    private void release(Duration grace) {
        sandbox.ifPresent(present -> {
            present.delete(grace);
            all().forEach(ContainerRun::lost);
            if (!hostNetwork) {
                kubelet.cni().delete(kubelet.node().name(), uid);
            }
        });
        sandbox = Optional.empty();
    }

    private void discard() {
        all().forEach(ContainerRun::close);
        try (Stream<Path> files = Files.exists(logs) ? Files.walk(logs) : Stream.empty()) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove the logs in " + logs, e);
        }
    }

    private PodStatus status(ObjectNode pod) {
        String ip = sandbox.isPresent()
                        || init.stream().anyMatch(ContainerRun::everRan)
                        || containers.stream().anyMatch(ContainerRun::everRan)
                ? podIp
                : "";
        return new PodStatus(
                pod, init, containers, sandbox.isPresent(), kubelet.node().address(), ip);
    }

    private void report(ObjectNode pod) {
        Key key = Key.of(pod);
        kubelet.cluster()
                .get(kubelet.cluster().kinds().pods(), key)
                .filter(now -> Meta.uid(now).equals(uid))
                .ifPresent(now -> kubelet.cluster()
                        .status(
                                kubelet.cluster().kinds().pods(),
                                now,
                                status(now).at(kubelet.cluster().now())));
    }
}
