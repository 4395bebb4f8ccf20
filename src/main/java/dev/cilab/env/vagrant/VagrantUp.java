package dev.cilab.env.vagrant;

import dev.cilab.env.Environment;
import dev.cilab.env.LabSetup;
import dev.cilab.env.Liveness;
import dev.cilab.env.StateFolder;
import dev.cilab.exec.Command;
import dev.cilab.exec.Parallel;
import dev.cilab.exec.Result;
import dev.cilab.exec.Unreachable;
import dev.cilab.kube.Ownership;
import dev.cilab.lab.LabFiles;
import dev.cilab.lab.NodeName;
import dev.cilab.lab.Topology;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;

/** Brings the virtual machines up, from whatever is there of them. The provisioning scripts may all be run again. */
final class VagrantUp {

    private static final Duration CREATING = Duration.ofMinutes(30);
    private static final Duration LOOKING = Duration.ofSeconds(60);
    private static final int API_PORT = 6443;

    private static final String NODE_DONE = "test -e /etc/netplan/60-lab.yaml && test -e /etc/kubernetes/kubelet.conf";
    private static final String OTHER_DONE = "test -e /etc/netplan/60-lab.yaml && command -v vtysh >/dev/null";

    private final Topology topology;
    private final LabSetup setup;
    private final VagrantFolder folder;
    private final VagrantCommand vagrant;
    private final Environment environment;
    private final StateFolder state;

    VagrantUp(
            Topology topology,
            LabSetup setup,
            VagrantFolder folder,
            VagrantCommand vagrant,
            Environment environment,
            StateFolder state) {
        this.topology = topology;
        this.setup = setup;
        this.folder = folder;
        this.vagrant = vagrant;
        this.environment = environment;
        this.state = state;
    }

    void run(Liveness found, Consumer<String> tell) throws Unreachable, IOException {
        LabFiles files = setup.files().orElseThrow(() -> new IOException("the lab's folder is not known"));
        folder.write(files, setup.provisioning().files());
        if (found instanceof Liveness.Absent) {
            folder.forgetHostKeys();
        }
        if (!(found instanceof Liveness.Running)) {
            tell.accept("starting virtual machines; the first time this takes ten minutes or more");
            vagrant.follow(CREATING, tell, "up", "--no-provision");
            environment.close();
            folder.writeSshConfig(vagrant.run(LOOKING, "ssh-config"));
        }
        if (!provisioned()) {
            vagrant.follow(CREATING, tell, "provision");
            environment.close(); // links were renamed below the connections
        }
        for (Topology.KubeCluster cluster : topology.clusters()) {
            fetch(cluster);
            own(cluster);
        }
        tell.accept("the virtual machines of lab " + topology.name() + " are up");
    }

    /** Vagrant remembers that it began to provision, not whether it came to the end: the machines are asked. */
    private boolean provisioned() throws Unreachable {
        for (Parallel.Outcome<Topology.Machine, Boolean> each : Parallel.map(topology.machines(), this::done)) {
            if (!each.ok()) {
                throw each.failure();
            }
            if (!each.value()) {
                return false;
            }
        }
        return true;
    }

    private boolean done(Topology.Machine machine) throws Unreachable {
        boolean node =
                topology.clusters().stream().anyMatch(each -> each.nodes().contains(machine.name()));
        return environment
                .host(machine.name())
                .run(Command.sh(node ? NODE_DONE : OTHER_DONE).timeout(LOOKING).asRoot())
                .ok();
    }

    private void fetch(Topology.KubeCluster cluster) throws Unreachable, IOException {
        NodeName controlPlane = cluster.nodes().getFirst();
        Result admin = environment
                .host(controlPlane)
                .run(Command.of("cat", "/etc/kubernetes/admin.conf").asRoot());
        if (!admin.ok()) {
            throw new Unreachable(
                    controlPlane.value(), "has no kubeconfig: " + admin.stderr().strip());
        }
        int port = setup.provisioning().ports().getOrDefault(controlPlane, Map.of()).entrySet().stream()
                .filter(each -> each.getValue() == API_PORT)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(
                        () -> new IOException("env/vagrant.yaml names no port that leads to 6443 of " + controlPlane));
        folder.writeKubeconfig(admin.stdout(), "127.0.0.1:" + port, setup.context(cluster.name()));
    }

    private void own(Topology.KubeCluster cluster) throws Unreachable, IOException {
        String uid = environment.cluster(cluster.name()).uid();
        new Ownership(state.clusters()).created(uid, cluster.name(), Vagrant.NAME);
    }
}
