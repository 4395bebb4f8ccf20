package dev.cilab.sandbox.cluster.kubelet;

import dev.cilab.sandbox.api.Objects.Change;
import dev.cilab.sandbox.cluster.machinery.ControllerContext;
import dev.cilab.sandbox.cluster.machinery.Key;
import dev.cilab.sandbox.cluster.machinery.KeyedQueue;
import dev.cilab.sandbox.cluster.machinery.Meta;
import dev.cilab.sandbox.cluster.machinery.Pods;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.node.ObjectNode;

/** One node's kubelet. It dies with its node: then nobody renews the Lease, and its pods stay as they were last seen. */
public final class Kubelet {

    private static final Key SELF = new Key("", "node");

    private final KubeletContext kubelet;
    private final NodeRegistration registration;
    private final KeyedQueue pods;
    private final KeyedQueue node;
    private final Map<Key, PodWorker> workers = new ConcurrentHashMap<>();

    Kubelet(KubeletContext kubelet, NodeRegistration registration) {
        this.kubelet = kubelet;
        this.registration = registration;
        ControllerContext cluster = kubelet.cluster();
        pods = cluster.workers().queue("kubelet " + name(), this::reconcile);
        node = cluster.workers().queue("node " + name(), self -> report());
    }

    public String name() {
        return kubelet.node().name();
    }

    /** Registers the node; starts the heartbeats. */
    void start() {
        report();
        registration.renew();
        kubelet.normal(self(), "Starting", "Starting kubelet.");
        nextBeat();
    }

    /** The machine has power again: the kubelet starts with it, and looks at every pod that should run here. */
    void returned() {
        kubelet.normal(self(), "Rebooted", "Node " + name() + " has been rebooted");
        registration.renew();
        report();
        kubelet.cluster()
                .list(kubelet.cluster().kinds().pods(), "", pod -> Pods.node(pod)
                        .equals(name()))
                .forEach(pod -> pods.add(Key.of(pod)));
        workers.keySet().forEach(pods::add);
    }

    /** A change of a pod that is on this node. */
    void changed(Change change) {
        pods.add(Key.of(change.object()));
    }

    /** The CNI has become ready, or is so no longer. */
    void networkChanged() {
        node.add(SELF);
        workers.keySet().forEach(pods::add);
    }

    Optional<PodWorker> worker(Key pod) {
        return Optional.ofNullable(workers.get(pod));
    }

    private void nextBeat() {
        kubelet.cluster().workers().after(NodeRegistration.RENEW, this::beat);
    }

    private void beat() {
        try {
            if (kubelet.node().alive()) {
                registration.renew();
                node.add(SELF);
            }
        } finally {
            nextBeat();
        }
    }

    private void report() {
        if (kubelet.node().alive()) {
            registration.register(kubelet.cni().ready(name()));
        }
    }

    private ObjectNode self() {
        return kubelet.cluster()
                .get(kubelet.cluster().kinds().nodes(), new Key("", name()))
                .orElseThrow();
    }

    private void reconcile(Key key) {
        if (!kubelet.node().alive()) {
            return;
        }
        Optional<ObjectNode> pod = kubelet.cluster()
                .get(kubelet.cluster().kinds().pods(), key)
                .filter(found -> Pods.node(found).equals(name()));
        PodWorker known = workers.get(key);
        if (known != null
                && pod.filter(found -> Meta.uid(found).equals(known.uid())).isEmpty()) {
            known.kill();
            workers.remove(key);
        }
        pod.ifPresent(present -> {
            if (Meta.deleting(present)) {
                end(key, present);
            } else if (!Pods.finished(present)) {
                run(key, present);
            }
        });
    }

    private void run(Key key, ObjectNode pod) {
        PodWorker worker = workers.computeIfAbsent(key, added -> new PodWorker(kubelet, pod, () -> pods.add(key)));
        worker.sync(pod).ifPresent(pause -> pods.addAfter(key, pause));
    }

    private void end(Key key, ObjectNode pod) {
        PodWorker worker = workers.get(key);
        if (worker != null) {
            worker.terminate(pod);
            workers.remove(key);
        }
        kubelet.cluster().objects().deleteNow(kubelet.cluster().kinds().pods(), key.namespace(), key.name());
    }
}
