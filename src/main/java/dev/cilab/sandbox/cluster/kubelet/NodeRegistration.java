package dev.cilab.sandbox.cluster.kubelet;

import dev.cilab.sandbox.SandboxSpec;
import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.cluster.machinery.Conditions;
import dev.cilab.sandbox.cluster.machinery.ControllerContext;
import dev.cilab.sandbox.cluster.machinery.Key;
import dev.cilab.sandbox.cluster.machinery.Meta;
import dev.cilab.sandbox.cluster.machinery.Taints;
import dev.cilab.sandbox.node.Node;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The Node object and its Lease. */
final class NodeRegistration {

    /** How often the Lease is renewed: five times within the time that makes a node count as silent. */
    static final Duration RENEW = Duration.ofSeconds(10);

    private static final String LEASES = "kube-node-lease";
    private static final int LEASE_SECONDS = 40;
    private static final int STATUS_MINUTES = 5;
    private static final int MAX_PODS = 110;
    private static final String NO_CNI = "container runtime network not ready: NetworkReady=false"
            + " reason:NetworkPluginNotReady message:Network plugin returns error: cni plugin not initialized";

    private final ControllerContext context;
    private final Machine machine;
    private final String name;
    private final String address;
    private final String version;
    private final boolean controlPlane;
    private final boolean tainted;

    NodeRegistration(
            ControllerContext context, Machine machine, Node node, SandboxSpec.Cluster cluster, boolean controlPlane) {
        this.context = context;
        this.machine = machine;
        this.name = node.name();
        this.address = node.address();
        this.version = cluster.version();
        this.controlPlane = controlPlane;
        this.tainted = controlPlane && cluster.controlPlaneTaint();
    }

    /** Makes or corrects the Node object. */
    void register(boolean networkReady) {
        Key key = new Key("", name);
        ObjectNode node = context.get(context.kinds().nodes(), key).orElseGet(this::create);
        context.status(context.kinds().nodes(), node, status(node, networkReady));
    }

    void renew() {
        String now = context.now().truncatedTo(ChronoUnit.MICROS).toString();
        Optional<ObjectNode> lease = context.get(context.kinds().leases(), new Key(LEASES, name));
        if (lease.isPresent()) {
            lease.get().withObject("spec").put("renewTime", now);
            context.objects().update(context.kinds().leases(), lease.get());
            return;
        }
        ObjectNode made =
                Json.object().put("apiVersion", "coordination.k8s.io/v1").put("kind", "Lease");
        made.putObject("metadata").put("name", name).put("namespace", LEASES);
        made.putObject("spec")
                .put("holderIdentity", name)
                .put("leaseDurationSeconds", LEASE_SECONDS)
                .put("renewTime", now);
        context.get(context.kinds().nodes(), new Key("", name))
                .ifPresent(node -> Meta.own(made, context.kinds().nodes(), node));
        context.objects().create(context.kinds().leases(), made);
    }

    private ObjectNode create() {
        ObjectNode node = Json.object().put("apiVersion", "v1").put("kind", "Node");
        ObjectNode metadata = node.putObject("metadata").put("name", name);
        ObjectNode labels = metadata.putObject("labels")
                .put("beta.kubernetes.io/arch", machine.architecture())
                .put("beta.kubernetes.io/os", "linux")
                .put("kubernetes.io/arch", machine.architecture())
                .put("kubernetes.io/hostname", name)
                .put("kubernetes.io/os", "linux");
        if (controlPlane) {
            labels.put("node-role.kubernetes.io/control-plane", "");
        }
        metadata.putObject("annotations").put("volumes.kubernetes.io/controller-managed-attach-detach", "true");
        ArrayNode taints = node.putObject("spec").putArray("taints");
        if (tainted) {
            taint(taints, Taints.CONTROL_PLANE);
        }
        taint(taints, Taints.NOT_READY);
        return context.objects().create(context.kinds().nodes(), node);
    }

    private static void taint(ArrayNode taints, String key) {
        taints.addObject().put("key", key).put("effect", Taints.NO_SCHEDULE);
    }

    private ObjectNode status(ObjectNode node, boolean networkReady) {
        ObjectNode status = Json.object(node.deepCopy(), "status");
        ArrayNode addresses = status.putArray("addresses");
        addresses.addObject().put("address", address).put("type", "InternalIP");
        addresses.addObject().put("address", name).put("type", "Hostname");
        resources(status.putObject("capacity"));
        resources(status.putObject("allocatable"));
        Json.object(Json.object(status, "daemonEndpoints"), "kubeletEndpoint").put("Port", 10250);
        nodeInfo(status.putObject("nodeInfo"));
        Instant now = context.now();
        healthy(status, "MemoryPressure", "KubeletHasSufficientMemory", "kubelet has sufficient memory available", now);
        healthy(status, "DiskPressure", "KubeletHasNoDiskPressure", "kubelet has no disk pressure", now);
        healthy(status, "PIDPressure", "KubeletHasSufficientPID", "kubelet has sufficient PID available", now);
        String reason = networkReady ? "KubeletReady" : "KubeletNotReady";
        String message = networkReady ? "kubelet is posting ready status" : NO_CNI;
        beat(Conditions.set(status, "Ready", networkReady, reason, message, now), now);
        return status;
    }

    private static void healthy(ObjectNode status, String type, String reason, String message, Instant now) {
        beat(Conditions.set(status, type, false, reason, message, now), now);
    }

    /** The heartbeat moves only now and then: a status that says nothing new is not written. */
    private static void beat(ObjectNode condition, Instant now) {
        Instant last = Meta.time(condition.path("lastHeartbeatTime"));
        boolean changed = Meta.time(condition.path("lastTransitionTime")).isAfter(last);
        if (changed || last.plus(STATUS_MINUTES, ChronoUnit.MINUTES).isBefore(now)) {
            condition.put("lastHeartbeatTime", Meta.text(now));
        }
    }

    private void resources(ObjectNode resources) {
        resources
                .put("cpu", String.valueOf(machine.processors()))
                .put("memory", machine.memoryKib() + "Ki")
                .put("pods", String.valueOf(MAX_PODS));
    }

    private void nodeInfo(ObjectNode info) {
        String id = UUID.nameUUIDFromBytes((name + machine.bootId()).getBytes(StandardCharsets.UTF_8))
                .toString();
        info.put("architecture", machine.architecture())
                .put("bootID", machine.bootId())
                .put("containerRuntimeVersion", "cilab-sandbox://1")
                .put("kernelVersion", machine.kernel())
                .put("kubeProxyVersion", "")
                .put("kubeletVersion", version)
                .put("machineID", id.replace("-", ""))
                .put("operatingSystem", "linux")
                .put("osImage", machine.osImage())
                .put("systemUUID", id);
    }
}
