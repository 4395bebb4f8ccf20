package dev.cilab.sandbox.node;

import dev.cilab.sandbox.SandboxSpec;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** The fabric on Linux: one process tree, whose first process this process holds by its standard input. */
final class LinuxFabric implements Fabric {

    /** It waits for processes, so a platform thread. */
    private static final Executor POWER =
            task -> Thread.ofPlatform().daemon().name("power").start(task);

    private final SandboxSpec spec;
    private final Path exchange;
    private final Wiring wiring;
    private final Init init;
    private final Namespaces namespaces;
    private final Map<String, LinuxNode> nodes = new LinkedHashMap<>();
    private final List<Consumer<Node>> returnListeners = new CopyOnWriteArrayList<>();

    /** Returns when all nodes are wired and their services run; on any failure nothing is left. */
    LinuxFabric(SandboxSpec spec, SshKeys keys, Path exchange) {
        Privilege privilege = Privilege.current();
        Requirements.check(spec, privilege);
        Scripts.unpack(exchange);
        this.spec = spec;
        this.exchange = exchange;
        wiring = new Wiring(spec);
        init = start(privilege, keys);
        namespaces = new Namespaces("fabric", init.pid());
        try {
            init.awaitReady();
            startNodes();
        } catch (RuntimeException e) {
            RuntimeException cause = causeOf(e);
            init.end();
            throw cause;
        }
    }

    @Override
    public List<Node> nodes() {
        return List.copyOf(nodes.values());
    }

    @Override
    public Node node(String name) {
        return linux(name);
    }

    private LinuxNode linux(String name) {
        LinuxNode node = nodes.get(name);
        if (node == null) {
            throw new IllegalArgumentException("no node " + name + " in the sandbox " + spec.name());
        }
        return node;
    }

    @Override
    public void powerOff(String name) {
        LinuxNode node = linux(name);
        synchronized (node) {
            if (node.alive()) {
                // the links first: a machine without power says farewell to nobody, but the kernel closes a dead
                // process's connections
                wiring.ports(described(name)).forEach(port -> namespaces.network("ip", "link", "set", port, "down"));
            }
            node.cut();
        }
    }

    @Override
    public void powerOn(String name) {
        LinuxNode node = linux(name);
        synchronized (node) {
            node.awaitEndIfEnding();
            if (node.alive() || !init.alive()) {
                return;
            }
            SandboxSpec.Node each = described(name);
            node.restart();
            restartAfterReboot(node);
            // the kernel takes its time to clear the links of a network namespace that has ended
            wiring.ports(each).forEach(port -> namespaces.network("ip", "link", "del", port));
            namespaces.ip(wiring.links(each, node.pid()));
            wire(each, node);
        }
        returnListeners.forEach(listener -> listener.accept(node));
    }

    private SandboxSpec.Node described(String name) {
        return spec.nodes().stream()
                .filter(known -> known.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void onReturn(Consumer<Node> listener) {
        returnListeners.add(listener);
    }

    private void restartAfterReboot(LinuxNode node) {
        node.ended()
                .thenRunAsync(
                        () -> {
                            if (node.wantsRestart()) {
                                powerOn(node.name());
                            }
                        },
                        POWER);
    }

    @Override
    public long pid() {
        return init.pid();
    }

    @Override
    public Path exchange() {
        return exchange;
    }

    @Override
    public CompletionStage<Void> ended() {
        return init.ended();
    }

    @Override
    public void close() {
        init.end();
    }

    static String mark(SandboxSpec spec, String what) {
        return "cilab:" + spec.instance() + ":" + spec.name() + ":" + what;
    }

    private Init start(Privilege privilege, SshKeys keys) {
        Map<String, String> environment = new HashMap<>(Namespaces.ENVIRONMENT);
        environment.put("HOST_KEY", keys.hostPrivate().strip());
        environment.put("LAB_KEY", keys.labPublic());
        return switch (privilege) {
            case SUBORDINATE_IDS -> start(privilege, 0, environment);
            case ROOT -> {
                Process holder = holdUserNamespace();
                try {
                    yield start(privilege, holder.pid(), environment);
                } finally {
                    holder.destroyForcibly();
                }
            }
        };
    }

    private Init start(Privilege privilege, long holder, Map<String, String> environment) {
        List<String> argv = new ArrayList<>(privilege.enterUserNamespace(holder));
        argv.addAll(
                List.of("-m", "-n", "-u", "-i", "-p", "--fork", "--kill-child=KILL", "--propagation", "private", "--"));
        argv.addAll(List.of("bash", script("fabric-init.sh"), mark(spec, "fabric")));
        return new Init("the sandbox's fabric", argv, environment, exchange, 1);
    }

    /** The scripts' folder cannot be reached by its path from inside: it is the fabric init's current folder. */
    private static String script(String name) {
        return "bin/" + name;
    }

    /** A process that does nothing but be in a user namespace, whose id maps it is given from outside. */
    private static Process holdUserNamespace() {
        try {
            Process holder =
                    new ProcessBuilder("unshare", "-U", "--", "sh", "-c", "echo up; exec cat >/dev/null").start();
            try (BufferedReader lines = holder.inputReader()) {
                if (lines.readLine() == null) {
                    throw new SandboxFailure("this kernel gives no user namespaces: "
                            + new String(holder.getErrorStream().readAllBytes()).strip()
                            + "\n  see: sysctl user.max_user_namespaces kernel.unprivileged_userns_clone");
                }
                String map = "0 " + Privilege.FIRST_ID + " " + Privilege.IDS;
                Files.writeString(Path.of("/proc/" + holder.pid() + "/uid_map"), map);
                Files.writeString(Path.of("/proc/" + holder.pid() + "/gid_map"), map);
                return holder;
            } catch (IOException | RuntimeException e) {
                holder.destroyForcibly();
                throw e;
            }
        } catch (IOException e) {
            throw new SandboxFailure(
                    "cannot make a user namespace: " + e.getMessage()
                            + "\n  in a container, its privileges are too few for the sandbox",
                    e);
        }
    }

    private void startNodes() {
        try (ExecutorService threads =
                Executors.newThreadPerTaskExecutor(Thread.ofPlatform().daemon().factory())) {
            Map<String, Future<LinuxNode>> starting = new LinkedHashMap<>();
            spec.nodes()
                    .forEach(node ->
                            starting.put(node.name(), threads.submit(() -> new LinuxNode(spec, node, namespaces))));
            Map<String, Long> pids = new HashMap<>();
            for (Map.Entry<String, Future<LinuxNode>> each : starting.entrySet()) {
                LinuxNode node = get(each.getValue());
                nodes.put(each.getKey(), node);
                restartAfterReboot(node);
                pids.put(each.getKey(), node.pid());
            }
            namespaces.ip(wiring.fabric(pids));
            List<Future<?>> wired = new ArrayList<>();
            spec.nodes().forEach(node -> wired.add(threads.submit(() -> wire(node, nodes.get(node.name())))));
            for (Future<?> each : wired) {
                get(each);
            }
        }
    }

    private void wire(SandboxSpec.Node node, LinuxNode linux) {
        for (SandboxSpec.Interface each : node.interfaces()) {
            if (each.segment() == null && !linux.addDummy(each.name())) {
                namespaces.ip(wiring.stub(node, each, linux.pid()));
            }
        }
        linux.ip(wiring.node(node));
        linux.awaitReady();
    }

    /** A node that has ended cannot be wired: why it ended is the cause to tell, not what failed on it. */
    private RuntimeException causeOf(RuntimeException failure) {
        for (LinuxNode node : nodes.values()) {
            if (!node.alive()) {
                try {
                    node.awaitReady();
                } catch (SandboxFailure cause) {
                    return cause;
                }
            }
        }
        return failure;
    }

    private static <T> T get(Future<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SandboxFailure("interrupted while the nodes were starting", e);
        }
    }
}
