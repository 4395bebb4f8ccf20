package dev.cilab.env.sandbox;

import dev.cilab.env.LabSetup;
import dev.cilab.exec.Command;
import dev.cilab.exec.Host;
import dev.cilab.exec.Unreachable;
import dev.cilab.kube.Cluster;
import dev.cilab.kube.KubeCluster;
import dev.cilab.lab.ClusterName;
import dev.cilab.lab.NodeName;
import dev.cilab.lab.Topology;
import dev.cilab.ssh.Credentials;
import dev.cilab.ssh.SshConfig;
import dev.cilab.ssh.SshHost;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** The connections to one sandbox, each made at first use, by the files that its daemon wrote. */
final class Connections {

    private final SandboxFiles files;
    private final LabSetup setup;
    private final Map<String, String> variables;
    private final Map<NodeName, Host> hosts = new ConcurrentHashMap<>();
    private final Map<ClusterName, Cluster> clusters = new ConcurrentHashMap<>();
    private final List<Thread> ahead = new CopyOnWriteArrayList<>();

    Connections(SandboxFiles files, LabSetup setup, Map<String, String> variables) {
        this.files = files;
        this.setup = setup;
        this.variables = variables;
    }

    /** Begins to connect to everything, where the files say how. */
    void ahead(Topology topology) {
        if (files.complete()) {
            topology.clusters().forEach(each -> ahead(() -> cluster(each.name()).uid()));
            topology.machines().forEach(each -> ahead(() -> host(each.name()).run(Command.of("true"))));
        }
    }

    private void ahead(Callable<?> work) {
        ahead.add(Thread.startVirtualThread(() -> {
            try {
                work.call();
            } catch (Exception e) {
                // whoever needs it is told why it is not there
            }
        }));
    }

    Host host(NodeName node) throws Unreachable {
        try {
            return hosts.computeIfAbsent(node, this::connection);
        } catch (NoConfiguration e) {
            throw new Unreachable(node.value(), "the sandbox is not up (" + e.getMessage() + ")", e);
        }
    }

    private Host connection(NodeName node) {
        try {
            return new SshHost(SshConfig.read(files.sshConfig(), variables).target(node.value()), Credentials.NONE);
        } catch (IOException e) {
            throw new NoConfiguration("cannot read " + files.sshConfig(), e);
        }
    }

    Cluster cluster(ClusterName name) {
        return clusters.computeIfAbsent(name, each -> new KubeCluster(each, files.kubeconfig(), setup.context(each)));
    }

    /** What was open to a machine that was switched leads nowhere. */
    void drop(NodeName node) {
        Host before = hosts.remove(node);
        if (before != null) {
            before.close();
        }
    }

    void close() {
        // what came up after the end would outlive it, or lead to a sandbox that is gone
        ahead.forEach(Connections::end);
        ahead.clear();
        hosts.values().forEach(Host::close);
        hosts.clear();
        clusters.values().forEach(Cluster::close);
        clusters.clear();
    }

    private static void end(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            thread.interrupt();
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Carries a missing file out of a map's function. */
    private static final class NoConfiguration extends RuntimeException {

        private static final long serialVersionUID = 1L;

        NoConfiguration(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
