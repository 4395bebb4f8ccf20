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

    private OpenLab(
            Topology topology,
            Optional<Lab> lab,
            Environment environment,
            Map<String, Object> vars,
            Probes probes,
            StateFolder state,
            Helm helm) {
        this.topology = topology;
        this.lab = lab;
        this.environment = environment;
        this.probes = probes;
        this.helm = helm;
        this.ownership = new Ownership(state.clusters());
        this.scope = new Scope(environment, topology, vars, new OwnershipGuard(ownership));
    }

    /** With its steps, for commands that run or explain them. */
    static OpenLab whole(Invocation invocation, String name, EnvironmentOptions options)
            throws UsageError, LabInvalid, Environments.UnknownEnvironment {
        LabFiles files = Labs.files(name, options, invocation.io());
        LabProbes probes = new LabProbes();
        Lab lab = LabReader.read(files, probes, new Overrides(options.environment, options.variables(invocation.io())));
        return open(invocation.io(), files, lab.topology(), Optional.of(lab), new LabSetup(name), options, probes);
    }

    /** Only its topology, for commands that look or connect. */
    static OpenLab places(Invocation invocation, String name, EnvironmentOptions options)
            throws UsageError, LabInvalid, Environments.UnknownEnvironment {
        LabFiles files = Labs.files(name, options, invocation.io());
        Topology topology = LabReader.topology(files);
        return open(invocation.io(), files, topology, Optional.empty(), new LabSetup(name), options, new LabProbes());
    }

    private static OpenLab open(
            Io io,
            LabFiles files,
            Topology topology,
            Optional<Lab> lab,
            LabSetup setup,
            EnvironmentOptions options,
            LabProbes probes)
            throws LabInvalid, Environments.UnknownEnvironment {
        StateFolder state = StateFolder.of(io.environment());
        LabSetup whole = setup.of(topology).with(files, LabReader.provisioning(files, topology, options.environment));
        Environments environments = new Environments(state, io.environment(), Terminal.of(io), io.workingFolder());
        Environment environment = environments.open(options.environment, whole);
        Helm helm = new Helm(CacheFolder.of(io.environment()).path());
        return new OpenLab(topology, lab, environment, lab.map(Lab::vars).orElse(Map.of()), probes, state, helm);
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
