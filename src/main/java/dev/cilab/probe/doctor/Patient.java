package dev.cilab.probe.doctor;

import dev.cilab.env.Scope;
import dev.cilab.exec.Unreachable;
import dev.cilab.kube.Cluster;
import dev.cilab.kube.KubeObject;
import dev.cilab.kube.Ref;
import dev.cilab.lab.Position;
import dev.cilab.lab.ProbeCall;
import dev.cilab.lab.Topology;
import dev.cilab.probe.Probe;
import dev.cilab.probe.Sightings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One cluster under examination. What several ailments ask for is read once. */
final class Patient {

    static final String NAMESPACE = "kube-system";

    private static final Pattern TAG = Pattern.compile(":([^:/@]+)(@sha256:.*)?$");
    private static final Position HERE = new Position("doctor", 1, 1);

    private final Scope scope;
    private final Topology.KubeCluster cluster;
    private Optional<KubeObject> config;

    Patient(Scope scope, Topology.KubeCluster cluster) {
        this.scope = scope;
        this.cluster = cluster;
    }

    Scope scope() {
        return scope;
    }

    Topology.KubeCluster cluster() {
        return cluster;
    }

    Cluster api() throws Unreachable {
        return scope.environment().cluster(cluster.name());
    }

    /** The ConfigMap that agents and operator read at their start. */
    synchronized Optional<KubeObject> config() throws Unreachable {
        if (config == null) {
            config = api().get(Ref.one("configmaps", NAMESPACE, "cilium-config"));
        }
        return config;
    }

    /** A setting of {@code cilium-config}; empty where it is not set. */
    String setting(String key) throws Unreachable {
        return config().map(map -> map.at("/data").path(key).asString("")).orElse("");
    }

    boolean isOn(String key) throws Unreachable {
        return setting(key).equals("true");
    }

    <O extends Sightings> O look(Probe<O> probe, List<String> on) throws Unreachable {
        Map<String, Object> arguments = Map.of("cluster", cluster.name().value());
        return probe.look(new ProbeCall(probe.spec().verb(), on, arguments, HERE), scope);
    }

    /** All objects of a kind, none where the server does not know it. */
    List<KubeObject> all(String kind) throws Unreachable {
        return api().serves(kind).isPresent() ? api().list(Ref.all(kind)) : List.of();
    }

    List<KubeObject> agentPods() throws Unreachable {
        return api().list(Ref.in("pods", NAMESPACE), "k8s-app=cilium", "");
    }

    /** The version of Cilium that a pod, or a DaemonSet's template, runs as its agent; empty where the image has no such tag. */
    static String version(KubeObject workload) {
        String spec = workload.at("/spec/template").isMissingNode() ? "/spec" : "/spec/template/spec";
        return workload.at(spec + "/containers")
                .valueStream()
                .filter(each -> each.path("name").asString("").equals("cilium-agent"))
                .map(each -> TAG.matcher(each.path("image").asString("")))
                .filter(Matcher::find)
                .map(tag -> plain(tag.group(1)))
                .findFirst()
                .orElse("");
    }

    /** Tags are written with a v, charts without. */
    static String plain(String version) {
        return version.startsWith("v") ? version.substring(1) : version;
    }

    /** A command of kubectl's to paste. */
    String kubectl(String arguments) throws Unreachable {
        return api().paste(arguments);
    }
}
