package dev.cilab.cli;

import dev.cilab.env.CacheFolder;
import dev.cilab.env.Environment;
import dev.cilab.env.Environments;
import dev.cilab.env.LabSetup;
import dev.cilab.env.Scope;
import dev.cilab.env.StateFolder;
import dev.cilab.helm.Helm;
import dev.cilab.kube.Ownership;
import dev.cilab.kube.OwnershipGuard;
import dev.cilab.lab.Action;
import dev.cilab.lab.Lab;
import dev.cilab.lab.LabFiles;
import dev.cilab.lab.LabInvalid;
import dev.cilab.lab.Overrides;
import dev.cilab.lab.Topology;
import dev.cilab.lab.reader.LabReader;
import dev.cilab.probe.LabProbes;
import dev.cilab.probe.Probes;
import dev.cilab.term.Io;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** A lab's files read, its environment opened: what most commands start from. Closing it closes connections; the lab stays up. */
final class OpenLab implements AutoCloseable {

    private final Topology topology;
    private final Optional<Lab> lab;
    private final Environment environment;
    private final Scope scope;
    private final Probes probes;
    private final Helm helm;
    private final Ownership ownership;

    private OpenLab(Io io, Topology topology, Optional<Lab> lab, Environment environment, Probes probes) {
        this.topology = topology;
        this.lab = lab;
        this.environment = environment;
        this.probes = probes;
        this.helm = new Helm(CacheFolder.of(io.environment()).path(), io.environment(), io.interrupts()::heed);
        this.ownership = new Ownership(StateFolder.of(io.environment()).clusters());
        Map<String, Object> vars = lab.map(Lab::vars).orElse(Map.of());
        this.scope = new Scope(environment, topology, vars, new OwnershipGuard(ownership));
    }

    /** With its steps, for commands that explain them. */
    static OpenLab whole(Invocation invocation, String name, EnvironmentOptions options)
            throws UsageError, LabInvalid, Environments.UnknownEnvironment, InterruptedException {
        return withSteps(invocation, name, options, false);
    }

    /** With its steps, for commands that take or look at them: connections are made while the lab is read. */
    static OpenLab inUse(Invocation invocation, String name, EnvironmentOptions options)
            throws UsageError, LabInvalid, Environments.UnknownEnvironment, InterruptedException {
        return withSteps(invocation, name, options, true);
    }

    private static OpenLab withSteps(
            Invocation invocation, String name, EnvironmentOptions options, boolean connectAhead)
            throws UsageError, LabInvalid, Environments.UnknownEnvironment, InterruptedException {
        LabFiles files = Labs.files(name, options, invocation.io());
        LabProbes probes = new LabProbes();
        Overrides overrides = new Overrides(options.environment, options.variables(invocation.io()));
        Environment environment;
        Topology topology;
        try {
            topology = LabReader.topology(files);
            environment = environment(invocation.io(), files, topology, new LabSetup(name), options);
        } catch (LabInvalid some) {
            LabReader.read(files, probes, overrides); // tells all that is wrong, not only with the machines
            throw some;
        }
        if (connectAhead) {
            environment.connectAhead(topology);
        }
        try {
            Lab lab = LabReader.read(files, probes, overrides);
            return new OpenLab(invocation.io(), topology, Optional.of(lab), environment, probes);
        } catch (LabInvalid e) {
            environment.close();
            throw e;
        }
    }

    /** Only its topology, for commands that look or connect. */
    static OpenLab places(Invocation invocation, String name, EnvironmentOptions options)
            throws UsageError, LabInvalid, Environments.UnknownEnvironment, InterruptedException {
        LabFiles files = Labs.files(name, options, invocation.io());
        Topology topology = LabReader.topology(files);
        Environment environment = environment(invocation.io(), files, topology, new LabSetup(name), options);
        return new OpenLab(invocation.io(), topology, Optional.empty(), environment, new LabProbes());
    }

    private static Environment environment(
            Io io, LabFiles files, Topology topology, LabSetup setup, EnvironmentOptions options)
            throws LabInvalid, Environments.UnknownEnvironment, InterruptedException {
        LabSetup whole = setup.of(topology).with(files, LabReader.provisioning(files, topology, options.environment));
        return new Environments(StateFolder.of(io.environment()), io.environment(), Terminal.of(io), io.workingFolder())
                .open(options.environment, whole);
    }

    Lab lab() {
        return lab.orElseThrow();
    }

    Topology topology() {
        return topology;
    }

    Environment environment() {
        return environment;
    }

    Scope scope() {
        return scope;
    }

    Probes probes() {
        return probes;
    }

    /** Shared by all that may need it, because its library is loaded once. */
    Helm helm() {
        return helm;
    }

    /** A release has to be installed for sure, so that Helm can be loaded while the environment comes up. */
    boolean needsHelm() {
        boolean helms = lab.stream()
                .flatMap(each -> each.steps().stream())
                .flatMap(step -> step.actions().stream())
                .anyMatch(Action.Helm.class::isInstance);
        return helms && !onRecord();
    }

    private boolean onRecord() {
        try {
            return ownership.all().values().stream()
                    .anyMatch(entry -> entry.environment().equals(environment.name())
                            && topology.clusters().stream()
                                    .anyMatch(cluster -> cluster.name().equals(entry.cluster())));
        } catch (IOException e) {
            return true; // who needs the record will say what is wrong with it
        }
    }

    @Override
    public void close() {
        environment.close();
    }
}
