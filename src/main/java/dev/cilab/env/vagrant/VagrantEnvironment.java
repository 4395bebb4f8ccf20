package dev.cilab.env.vagrant;

import dev.cilab.env.Capability;
import dev.cilab.env.Environment;
import dev.cilab.env.Finding;
import dev.cilab.env.LabSetup;
import dev.cilab.env.Leftover;
import dev.cilab.env.Liveness;
import dev.cilab.env.NotReady;
import dev.cilab.env.StateFolder;
import dev.cilab.env.machine.ThisMachine;
import dev.cilab.event.Event;
import dev.cilab.event.Events;
import dev.cilab.exec.Host;
import dev.cilab.exec.Unreachable;
import dev.cilab.kube.Cluster;
import dev.cilab.kube.KubeCluster;
import dev.cilab.kube.Ownership;
import dev.cilab.lab.ClusterName;
import dev.cilab.lab.NodeName;
import dev.cilab.lab.Topology;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A topology as virtual machines, by Vagrant; reached by SSH, and by the port of this machine that leads to the Kubernetes API. */
final class VagrantEnvironment implements Environment {

    private static final Duration STARTING = Duration.ofMinutes(5);
    private static final Duration DESTROYING = Duration.ofMinutes(5);

    private final StateFolder state;
    private final LabSetup setup;
    private final ThisMachine machine;
    private final Hypervisor hypervisor;
    private final Login login;
    private final VagrantFolder folder;
    private final Map<NodeName, Host> hosts = new HashMap<>();
    private final Map<ClusterName, Cluster> clusters = new HashMap<>();

    /** How a machine is reached. */
    @FunctionalInterface
    interface Login {
        Host to(NodeName node, Path sshConfig) throws Unreachable;
    }

    VagrantEnvironment(StateFolder state, LabSetup setup, ThisMachine machine, Hypervisor hypervisor, Login login) {
        this.state = state;
        this.setup = setup;
        this.machine = machine;
        this.hypervisor = hypervisor;
        this.login = login;
        this.folder = VagrantFolder.of(state, setup.lab());
    }

    @Override
    public String name() {
        return Vagrant.NAME;
    }

    @Override
    public Set<Capability> capabilities() {
        return EnumSet.complementOf(EnumSet.of(Capability.MULTI_CLUSTER));
    }

    @Override
    public List<Finding> preflight(Topology topology) {
        boolean made = !(state(topology) instanceof Liveness.Absent);
        return new VagrantPreflight(machine, hypervisor, setup).look(state.path(), made);
    }

    @Override
    public void up(Topology topology, Events events) throws NotReady {
        List<Finding> errors = preflight(topology).stream()
                .filter(finding -> finding.severity() == Finding.Severity.ERROR)
                .toList();
        if (!errors.isEmpty()) {
            throw new NotReady("this machine cannot carry the lab's virtual machines yet", errors);
        }
        try {
            state.folder(Vagrant.NAME, topology.name());
            new VagrantUp(topology, setup, folder, vagrant(), this, state)
                    .run(state(topology), what -> tell(events, what));
        } catch (Unreachable e) {
            throw failed(e.where() + ": " + e.getMessage());
        } catch (IOException e) {
            throw failed(e.getMessage());
        }
    }

    private NotReady failed(String why) {
        return new NotReady(
                "the virtual machines could not be brought up",
                List.of(new Finding(
                        Finding.Severity.ERROR,
                        why,
                        "",
                        "cilab " + setup.lab() + " up --env vagrant goes on from here; cilab doctor --env vagrant")));
    }

    private VagrantCommand vagrant() {
        return new VagrantCommand(machine.host(), folder.path(), state.instance(), hypervisor.provider());
    }

    @Override
    public Liveness state(Topology topology) {
        if (!machine.has(hypervisor.program())) {
            return new Liveness.Absent();
        }
        try {
            return look(topology);
        } catch (Unreachable e) {
            return new Liveness.Partial(List.of("an answer of " + hypervisor.provider() + " (" + e.getMessage() + ")"));
        }
    }

    private Liveness look(Topology topology) throws Unreachable {
        String mark = Vagrant.mark(state, topology.name());
        List<String> running = hypervisor.list(machine, true);
        List<String> missing = topology.machines().stream()
                .map(each -> each.name().value())
                .filter(name -> !running.contains(mark + name))
                .toList();
        if (hypervisor.list(machine, false).stream().noneMatch(name -> name.startsWith(mark))) {
            return new Liveness.Absent();
        }
        if (!missing.isEmpty()) {
            return new Liveness.Partial(missing);
        }
        return folder.leadsSomewhere()
                ? new Liveness.Running()
                : new Liveness.Partial(List.of("its kubeconfig and ssh_config, which are fetched last"));
    }

    @Override
    public synchronized Host host(NodeName node) throws Unreachable {
        Host host = hosts.get(node);
        if (host == null) {
            host = login.to(node, folder.sshConfig());
            hosts.put(node, host);
        }
        return host;
    }

    @Override
    public boolean powered(NodeName node) throws Unreachable {
        return hypervisor.list(machine, true).contains(mark(node));
    }

    /** Vagrant switches on, because it waits until the machine can be logged in to; off is the hypervisor's own switch. */
    @Override
    public void power(NodeName node, boolean on) throws Unreachable {
        if (on) {
            vagrant().run(STARTING, "up", "--no-provision", node.value());
        } else {
            hypervisor.cut(machine, mark(node));
        }
        synchronized (this) {
            Host before = hosts.remove(node);
            if (before != null) {
                before.close();
            }
        }
    }

    private String mark(NodeName node) {
        return Vagrant.mark(state, setup.lab()) + node;
    }

    @Override
    public synchronized Cluster cluster(ClusterName name) {
        return clusters.computeIfAbsent(name, each -> new KubeCluster(each, folder.kubeconfig(), setup.context(each)));
    }

    @Override
    public List<String> shell(NodeName node, List<String> command) {
        List<String> argv =
                new ArrayList<>(List.of("ssh", "-F", folder.sshConfig().toString()));
        if (command.isEmpty()) {
            argv.add("-t");
        }
        argv.add(node.value());
        argv.addAll(command);
        return argv;
    }

    @Override
    public Map<String, String> exports(Topology topology) {
        Map<String, String> exports = new TreeMap<>();
        exports.put("KUBECONFIG", folder.kubeconfig().toString());
        exports.put("CILAB_SSH_CONFIG", folder.sshConfig().toString());
        return exports;
    }

    @Override
    public List<Leftover> down(Topology topology, Events events) {
        close();
        if (machine.has(hypervisor.program())) {
            destroy(topology, events);
            List<Leftover> left = Vagrant.leftovers(state, machine, hypervisor, topology.name());
            if (!left.isEmpty()) {
                return left;
            }
        }
        forget(topology);
        folder.delete();
        return List.of();
    }

    private void forget(Topology topology) {
        List<ClusterName> names =
                topology.clusters().stream().map(Topology.KubeCluster::name).toList();
        try {
            new Ownership(state.clusters()).forget(name(), names);
        } catch (IOException stays) {
            // does no harm
        }
    }

    private void destroy(Topology topology, Events events) {
        boolean any =
                !Vagrant.leftovers(state, machine, hypervisor, topology.name()).isEmpty();
        if (any && folder.hasVagrantfile()) {
            try {
                vagrant().follow(DESTROYING, line -> tell(events, line), "destroy", "--force");
            } catch (Unreachable e) {
                tell(events, "vagrant destroy failed: " + e.getMessage());
            }
        }
    }

    @Override
    public synchronized void close() {
        hosts.values().forEach(Host::close);
        hosts.clear();
        clusters.values().forEach(Cluster::close);
        clusters.clear();
    }

    private void tell(Events events, String what) {
        events.emit(new Event.EnvironmentChanged(Instant.now(), name(), what));
    }
}
