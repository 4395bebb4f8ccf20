package dev.cilab.env.sandbox;

import dev.cilab.env.Capability;
import dev.cilab.env.Environment;
import dev.cilab.env.Finding;
import dev.cilab.env.LabSetup;
import dev.cilab.env.Leftover;
import dev.cilab.env.Liveness;
import dev.cilab.env.NotReady;
import dev.cilab.env.StateFolder;
import dev.cilab.event.Event;
import dev.cilab.event.Events;
import dev.cilab.exec.Command;
import dev.cilab.exec.Host;
import dev.cilab.exec.Unreachable;
import dev.cilab.helm.ChartSource;
import dev.cilab.helm.HelmFailure;
import dev.cilab.kube.Cluster;
import dev.cilab.kube.Ownership;
import dev.cilab.lab.ClusterName;
import dev.cilab.lab.NodeName;
import dev.cilab.lab.Topology;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/** A topology in namespaces of this machine, held by one daemon process. It is reached as any other: by SSH and the Kubernetes API. */
final class SandboxEnvironment implements Environment {

    private final StateFolder state;
    private final Map<String, String> variables;
    private final LabSetup setup;
    private final Path proc;
    private final Kernel kernel = new Kernel();
    private final Connections connections;

    SandboxEnvironment(StateFolder state, Map<String, String> variables, LabSetup setup, Path proc) {
        this.state = state;
        this.variables = variables;
        this.setup = setup;
        this.proc = proc;
        this.connections = new Connections(files(setup.lab()), setup, variables);
    }

    @Override
    public String name() {
        return "sandbox";
    }

    @Override
    public Set<Capability> capabilities() {
        Set<Capability> capabilities = EnumSet.of(
                Capability.FRR_ROUTER,
                Capability.HELM,
                Capability.HUBBLE,
                Capability.CAPTURE,
                Capability.POWER,
                Capability.MULTI_CLUSTER);
        if (kernel.hasGeneve()) {
            capabilities.add(Capability.GENEVE);
        }
        return capabilities;
    }

    @Override
    public List<Finding> preflight(Topology topology) {
        return Preflight.ofThisMachine(variables).look(topology);
    }

    @Override
    public void up(Topology topology, Events events) throws NotReady {
        Path folder = folder(topology);
        try (StartLock held = StartLock.take(state.folder("sandbox").resolve("." + topology.name() + ".lock"))) {
            switch (state(topology)) {
                case Liveness.Running running -> {
                    own(topology); // an up that was cut off may not have come so far
                    tell(events, "sandbox " + topology.name() + " is up");
                }
                case Liveness.Partial partial
                when onlyWithoutPower(topology, partial) -> {
                    own(topology);
                    powerOn(partial.missing(), events);
                    tell(events, "sandbox " + topology.name() + " is up");
                }
                case Liveness.Partial partial -> {
                    tell(
                            events,
                            "what is left of an earlier sandbox is cleared (missing: "
                                    + String.join(", ", partial.missing()) + ")");
                    Ending.of(marks(topology));
                    start(topology, folder, events);
                }
                case Liveness.Absent absent -> start(topology, folder, events);
            }
        } catch (IOException e) {
            throw new NotReady(
                    "the sandbox's state folder cannot be used",
                    List.of(new Finding(Finding.Severity.ERROR, e.getMessage(), folder.toString(), "cilab doctor")));
        }
    }

    /** The daemon runs, and what is missing are machines that were switched off. */
    private static boolean onlyWithoutPower(Topology topology, Liveness.Partial partial) {
        return partial.missing().stream()
                .allMatch(missing -> topology.machine(new NodeName(missing)).isPresent());
    }

    private void powerOn(List<String> machines, Events events) throws NotReady {
        for (String machine : machines) {
            tell(events, "switching " + machine + " on");
            try {
                power(new NodeName(machine), true);
            } catch (Unreachable e) {
                throw new NotReady(
                        machine + " does not start",
                        List.of(new Finding(
                                Finding.Severity.ERROR, e.getMessage(), machine, "cilab " + setup.lab() + " down")));
            }
        }
    }

    private void start(Topology topology, Path folder, Events events) throws NotReady, IOException {
        List<Finding> errors = preflight(topology).stream()
                .filter(finding -> finding.severity() == Finding.Severity.ERROR)
                .toList();
        if (!errors.isEmpty()) {
            throw new NotReady("this machine cannot carry the sandbox yet", errors);
        }
        connections.close(); // what was opened before led to another sandbox, or to none
        tell(events, "starting sandbox " + topology.name());
        byte[] spec = JsonMapper.shared().writeValueAsBytes(Specs.of(topology, state.instance(), folder, setup));
        new Launcher(folder, mark(topology)).start(spec);
        own(topology);
        tell(events, "sandbox " + topology.name() + " is up");
    }

    /** Its clusters are cilab's to change: a process that carries this state folder's mark serves them. */
    private void own(Topology topology) throws NotReady, IOException {
        for (Topology.KubeCluster each : topology.clusters()) {
            try {
                ownership().created(cluster(each.name()).uid(), each.name(), name());
            } catch (Unreachable e) {
                throw new NotReady(
                        "the sandbox's Kubernetes API does not answer",
                        List.of(new Finding(
                                Finding.Severity.ERROR, e.getMessage(), e.where(), "cilab " + setup.lab() + " down")));
            }
        }
    }

    @Override
    public Liveness state(Topology topology) {
        List<Marks.Marked> found = marks(topology).find();
        if (found.isEmpty()) {
            return new Liveness.Absent();
        }
        Set<String> names = found.stream().map(Marks.Marked::name).collect(Collectors.toSet());
        List<String> missing = new ArrayList<>();
        if (found.stream().noneMatch(Marks.Marked::daemon)) {
            missing.add("its daemon");
        }
        topology.machines().stream()
                .map(machine -> machine.name().value())
                .filter(name -> !names.contains(name))
                .forEach(missing::add);
        if (!files(topology.name()).complete()) {
            missing.add("its kubeconfig or ssh_config");
        }
        return missing.isEmpty() ? new Liveness.Running() : new Liveness.Partial(missing);
    }

    @Override
    public void connectAhead(Topology topology) {
        connections.ahead(topology);
    }

    @Override
    public Host host(NodeName node) throws Unreachable {
        return connections.host(node);
    }

    @Override
    public Cluster cluster(ClusterName name) {
        return connections.cluster(name);
    }

    @Override
    public Optional<ChartSource> chart(String name, String version) throws HelmFailure {
        Path folder = state.folder("sandbox", setup.lab()).resolve("charts").resolve(name + "-" + version);
        return name.equals("cilium") ? Optional.of(PackedChart.cilium(folder, version)) : Optional.empty();
    }

    @Override
    public List<String> shell(NodeName node, List<String> command) {
        return files(setup.lab()).shell(node, command);
    }

    @Override
    public Map<String, String> exports(Topology topology) {
        return files(topology.name()).exports();
    }

    @Override
    public boolean powered(NodeName node) {
        return new Marks(proc, state.instance(), setup.lab())
                .find().stream().anyMatch(marked -> marked.name().equals(node.value()));
    }

    @Override
    public void power(NodeName node, boolean on) throws Unreachable {
        new PowerSwitch(files(setup.lab()).power()).set(node, on);
        connections.drop(node);
        if (on) {
            host(node).run(Command.of("true"));
        }
    }

    @Override
    public List<Leftover> down(Topology topology, Events events) {
        connections.close();
        if (!marks(topology).find().isEmpty()) {
            tell(events, "ending sandbox " + topology.name());
            Ending.of(marks(topology));
        }
        Path folder = state.path().resolve("sandbox").resolve(topology.name());
        List<Leftover> left = new ArrayList<>(Sandbox.processes(state, topology.name()));
        if (left.isEmpty()) {
            forget(topology);
            Folders.delete(folder);
            Folders.delete(state.path().resolve("sandbox").resolve("." + topology.name() + ".lock"));
        }
        if (Files.exists(folder)) {
            left.add(Sandbox.files(folder));
        }
        return left;
    }

    @Override
    public void close() {
        connections.close();
    }

    private Ownership ownership() {
        return new Ownership(state.clusters());
    }

    private void forget(Topology topology) {
        try {
            ownership()
                    .forget(
                            name(),
                            topology.clusters().stream()
                                    .map(Topology.KubeCluster::name)
                                    .toList());
        } catch (IOException e) {
            // a record that stays does no harm: a sandbox's UID never comes again
        }
    }

    private Marks marks(Topology topology) {
        return new Marks(proc, state.instance(), topology.name());
    }

    private String mark(Topology topology) {
        return "cilab:" + state.instance() + ":" + topology.name();
    }

    private Path folder(Topology topology) {
        return state.folder("sandbox", topology.name());
    }

    private SandboxFiles files(String topology) {
        return new SandboxFiles(state.path().resolve("sandbox").resolve(topology));
    }

    private void tell(Events events, String what) {
        events.emit(new Event.EnvironmentChanged(Instant.now(), name(), what));
    }
}
