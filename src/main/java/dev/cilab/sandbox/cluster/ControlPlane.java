package dev.cilab.sandbox.cluster;

import dev.cilab.sandbox.SandboxSpec;
import dev.cilab.sandbox.api.Objects;
import dev.cilab.sandbox.api.PodStreams;
import dev.cilab.sandbox.cluster.controller.Controller;
import dev.cilab.sandbox.cluster.controller.DaemonSetController;
import dev.cilab.sandbox.cluster.controller.DeploymentController;
import dev.cilab.sandbox.cluster.controller.DisruptionController;
import dev.cilab.sandbox.cluster.controller.EndpointSliceController;
import dev.cilab.sandbox.cluster.controller.EndpointsController;
import dev.cilab.sandbox.cluster.controller.JobController;
import dev.cilab.sandbox.cluster.controller.NodeIpamController;
import dev.cilab.sandbox.cluster.controller.NodeLifecycleController;
import dev.cilab.sandbox.cluster.controller.ReplicaSetController;
import dev.cilab.sandbox.cluster.controller.StatefulSetController;
import dev.cilab.sandbox.cluster.image.DnsRecords;
import dev.cilab.sandbox.cluster.image.Images;
import dev.cilab.sandbox.cluster.image.StandardImages;
import dev.cilab.sandbox.cluster.kubelet.Kubelets;
import dev.cilab.sandbox.cluster.kubelet.TokenSource;
import dev.cilab.sandbox.cluster.machinery.ControllerContext;
import dev.cilab.sandbox.cluster.machinery.EventRecorder;
import dev.cilab.sandbox.cluster.machinery.Kinds;
import dev.cilab.sandbox.cluster.machinery.Watches;
import dev.cilab.sandbox.cluster.machinery.Workers;
import dev.cilab.sandbox.cluster.scheduler.Scheduler;
import dev.cilab.sandbox.node.Fabric;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/** One cluster's controllers, scheduler and kubelets. */
public final class ControlPlane implements AutoCloseable {

    private final ControllerContext context;
    private final Kubelets kubelets;
    private final Addons addons;

    /**
     * @param cni    the pod network; its agents run as pods of this cluster
     * @param images what the network's pods run; the images that every cluster knows are added
     * @param logs   folder for the containers' logs
     */
    public ControlPlane(
            Objects objects,
            Fabric fabric,
            SandboxSpec.Cluster cluster,
            Cni cni,
            Images images,
            Path logs,
            TokenSource tokens) {
        Kinds kinds = Kinds.of(objects);
        InstantSource clock = InstantSource.system();
        EventRecorder events = new EventRecorder(objects, kinds.events(), clock);
        context = new ControllerContext(objects, kinds, new Watches(objects), new Workers(), events, clock);
        DnsRecords records = new DnsRecords(context);
        addons = new Addons(context, cluster);
        Images known = StandardImages.add(images, records);
        kubelets = new Kubelets(context, fabric, cluster, cni, known, logs, addons.dnsAddress(), tokens);
        controllers(context, cluster).forEach(Controller::register);
        records.register();
        kubelets.register();
    }

    /** Registers the nodes, installs what kubeadm would and lets the controllers run. */
    public void start() {
        kubelets.start();
        addons.install();
        context.watches().start();
    }

    /** What the API server asks for exec, logs and port-forward. */
    public PodStreams streams() {
        return kubelets;
    }

    /** Ends the controllers; the pods' processes end with their fabric. */
    @Override
    public void close() {
        context.watches().close();
        context.workers().close();
        context.events().close();
    }

    private static List<Controller> controllers(ControllerContext context, SandboxSpec.Cluster cluster) {
        return List.of(
                new DeploymentController(context),
                new ReplicaSetController(context),
                new DaemonSetController(context),
                new StatefulSetController(context),
                new JobController(context),
                new EndpointSliceController(context),
                new EndpointsController(context),
                new NodeLifecycleController(context),
                new NodeIpamController(context, cluster),
                new DisruptionController(context),
                new Scheduler(context));
    }
}
