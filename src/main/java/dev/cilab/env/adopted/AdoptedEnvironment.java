package dev.cilab.env.adopted;

import dev.cilab.env.Capability;
import dev.cilab.env.Environment;
import dev.cilab.env.Finding;
import dev.cilab.env.Leftover;
import dev.cilab.env.Liveness;
import dev.cilab.env.NotReady;
import dev.cilab.event.Event;
import dev.cilab.event.Events;
import dev.cilab.exec.Command;
import dev.cilab.exec.Host;
import dev.cilab.exec.Parallel;
import dev.cilab.exec.Unreachable;
import dev.cilab.kube.Cluster;
import dev.cilab.kube.KubeError;
import dev.cilab.lab.ClusterName;
import dev.cilab.lab.Inventory;
import dev.cilab.lab.NodeName;
import dev.cilab.lab.Topology;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;

/** Machines and clusters that somebody else made and runs. Nothing is made here, and nothing is removed but what a lab's steps made. */
final class AdoptedEnvironment implements Environment {

    private final String name;
    private final boolean adopted;
    private final Places places;

    /** @param adopted false where an inventory is only looked through: then nothing may be changed */
    AdoptedEnvironment(String name, boolean adopted, Places places) {
        this.name = name;
        this.adopted = adopted;
        this.places = places;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Set<Capability> capabilities() {
        Set<Capability> capabilities = EnumSet.noneOf(Capability.class);
        if (!places.inventory().nodes().isEmpty()) {
            capabilities.addAll(Set.of(Capability.FRR_ROUTER, Capability.CAPTURE));
        }
        if (!places.inventory().clusters().isEmpty()) {
            capabilities.addAll(Set.of(
                    Capability.HELM, Capability.GENEVE, Capability.DSR, Capability.HUBBLE, Capability.HUBBLE_UI));
        }
        if (places.inventory().clusters().size() > 1) {
            capabilities.add(Capability.MULTI_CLUSTER);
        }
        return capabilities;
    }

    @Override
    public Optional<String> whyUnchangeable() {
        return adopted
                ? Optional.empty()
                : Optional.of("nothing was changed: " + name + " is only looked at, it was not adopted");
    }

    @Override
    public boolean outlivesDown() {
        return true;
    }

    /** Everybody is asked at the same time; all that does not answer is told at once. */
    @Override
    public List<Finding> preflight(Topology topology) {
        List<Callable<Void>> questions = new ArrayList<>();
        topology.machines()
                .forEach(machine -> questions.add(() -> {
                    places.host(machine.name()).run(Command.of("true"));
                    return null;
                }));
        topology.clusters()
                .forEach(cluster -> questions.add(() -> {
                    places.cluster(cluster.name()).uid();
                    return null;
                }));
        return Parallel.map(questions, AdoptedEnvironment::answered).stream()
                .filter(outcome -> !outcome.ok())
                .map(outcome -> Findings.of(outcome.failure(), "cilab doctor --env " + name))
                .toList();
    }

    private static Void answered(Callable<Void> question) throws Unreachable {
        try {
            return question.call();
        } catch (Unreachable e) {
            throw e;
        } catch (KubeError e) {
            throw new Unreachable("cluster", e.getMessage(), e);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void up(Topology topology, Events events) throws NotReady {
        List<Finding> findings = preflight(topology);
        if (!findings.isEmpty()) {
            throw new NotReady("not everything in the inventory of " + name + " answers", findings);
        }
        tell(events, "all machines and clusters answer");
    }

    /**
     * What is adopted counts as running when the inventory names all of it. Who does not answer is told by the command that asks, beside
     * the answers of the others: one node that is down must not hide the rest.
     */
    @Override
    public Liveness state(Topology topology) {
        List<String> missing = new ArrayList<>();
        topology.machines().stream()
                .map(Topology.Machine::name)
                .filter(node -> places.inventory().login(node).isEmpty())
                .forEach(node -> missing.add("node " + node + " in the inventory"));
        topology.clusters().stream()
                .map(Topology.KubeCluster::name)
                .filter(cluster -> places.inventory().context(cluster).isEmpty())
                .forEach(cluster -> missing.add("cluster " + cluster + " in the inventory"));
        return missing.isEmpty() ? new Liveness.Running() : new Liveness.Partial(missing);
    }

    @Override
    public Host host(NodeName node) throws Unreachable {
        return places.host(node);
    }

    @Override
    public Cluster cluster(ClusterName cluster) throws Unreachable {
        return places.cluster(cluster);
    }

    @Override
    public List<String> shell(NodeName node, List<String> command) {
        try {
            List<String> argv =
                    new ArrayList<>(List.of("ssh", "-F", places.sshConfig().toString()));
            if (command.isEmpty()) {
                argv.add("-t");
            }
            argv.add(node.value());
            argv.addAll(command);
            return argv;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Map<String, String> exports(Topology topology) {
        Map<String, String> exports = new TreeMap<>();
        try {
            exports.put("CILAB_SSH_CONFIG", places.sshConfig().toString());
            Set<String> files = new LinkedHashSet<>();
            for (Topology.KubeCluster cluster : topology.clusters()) {
                Optional<Inventory.Context> context = places.inventory().context(cluster.name());
                if (context.isPresent()) {
                    if (files.isEmpty()) {
                        files.add(places.currentContext(context.get()).toString());
                    }
                    files.add(places.kubeconfig(context.get()).toAbsolutePath().toString());
                }
            }
            if (!files.isEmpty()) {
                exports.put("KUBECONFIG", String.join(File.pathSeparator, files));
            }
            return exports;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public List<Leftover> down(Topology topology, Events events) {
        tell(events, "machines and clusters stay as they are; to end the adoption: cilab adopt " + name + " --forget");
        return List.of();
    }

    @Override
    public void close() {
        places.close();
    }

    private void tell(Events events, String what) {
        events.emit(new Event.EnvironmentChanged(Instant.now(), name, what));
    }
}
