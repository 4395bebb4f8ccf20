package dev.cilab.sandbox.node;

import dev.cilab.exec.Command;
import dev.cilab.exec.FileMode;
import dev.cilab.exec.Result;
import dev.cilab.sandbox.SandboxSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** A node as nested namespaces with a private root file system. */
final class LinuxNode implements Node {

    private final SandboxSpec spec;
    private final SandboxSpec.Node node;
    private final Namespaces fabric;
    private final Map<String, LinuxPod> pods = new ConcurrentHashMap<>();
    private volatile Power power;
    private volatile boolean cut;

    /** From power on to power off. */
    private record Power(Init init, Namespaces namespaces, PodLauncher launcher) {}

    /** Returns when its namespaces are there; {@link #awaitReady} when its services run too. */
    LinuxNode(SandboxSpec spec, SandboxSpec.Node node, Namespaces fabric) {
        this.spec = spec;
        this.node = node;
        this.fabric = fabric;
        power = start();
    }

    /** Starts it again after it has ended, with the disk it had. Returns when its namespaces are there. */
    void restart() {
        power = start();
        cut = false;
    }

    /** Pulls its plug; returns when all its processes are gone. */
    void cut() {
        cut = true; // first: what depends on the node must not report that it saw parts of it die
        power.init().end();
    }

    CompletionStage<Void> ended() {
        return power.init().ended();
    }

    /** Its first process may be gone already, and who waits for it has yet to learn of it: then it is off, or about to be. */
    void awaitEndIfEnding() {
        if (!power.init().runs()) {
            power.init().ended().toCompletableFuture().join();
        }
    }

    boolean wantsRestart() {
        return power.init().wantsRestart();
    }

    private Power start() {
        Map<String, String> environment = new HashMap<>(Namespaces.ENVIRONMENT);
        environment.put("HOSTS", hosts(spec));
        if (router()) {
            environment.put("FRR_CONF", RouterConfig.of(node));
        }
        List<String> command = List.of(
                "unshare",
                "-m",
                "-n",
                "-u",
                "-i",
                "-p",
                "--fork",
                "--propagation",
                "private",
                "--",
                "bash",
                "/mnt/exchange/bin/node-init.sh",
                LinuxFabric.mark(spec, node.name()),
                node.name(),
                router() ? "router" : "node");
        Init init = new Init("node " + node.name(), fabric.argv(command), environment, Path.of("/"), 2);
        Namespaces namespaces = new Namespaces(node.name(), init.pid());
        return new Power(init, namespaces, new PodLauncher(LinuxFabric.mark(spec, node.name()), namespaces));
    }

    void awaitReady() {
        power.init().awaitReady();
    }

    /** False where this kernel has no dummy links. */
    boolean addDummy(String name) {
        return power.namespaces()
                .network("ip", "link", "add", "name", name, "type", "dummy")
                .ok();
    }

    @Override
    public String name() {
        return node.name();
    }

    @Override
    public String address() {
        return Prefix.address(node.interfaces().getFirst().address());
    }

    @Override
    public boolean router() {
        return node.roles().contains("router");
    }

    @Override
    public boolean alive() {
        return !cut && power.init().alive();
    }

    @Override
    public long pid() {
        return power.init().pid();
    }

    @Override
    public Result run(Command command) {
        return power.namespaces().run(command);
    }

    @Override
    public Process start(List<String> argv, Map<String, String> environment) {
        return power.namespaces().start(argv, environment, "");
    }

    @Override
    public Path file(String absolutePath) {
        return power.namespaces().file(absolutePath);
    }

    @Override
    public void put(byte[] content, String absolutePath, FileMode mode) {
        power.namespaces().put(content, absolutePath, mode);
    }

    @Override
    public void nft(String ruleset) {
        power.namespaces().nft(ruleset);
    }

    @Override
    public void ip(String batch) {
        power.namespaces().ip(batch);
    }

    @Override
    public Pod createPod(PodRequest request) {
        LinuxPod pod = power.launcher().launch(request, gone -> pods.remove(request.uid()));
        pods.put(request.uid(), pod);
        return pod;
    }

    @Override
    public Collection<Pod> pods() {
        return new ArrayList<>(pods.values());
    }

    @Override
    public Optional<Pod> pod(String uid) {
        return Optional.ofNullable(pods.get(uid));
    }

    private static String hosts(SandboxSpec spec) {
        return spec.nodes().stream()
                .map(each -> Prefix.address(each.interfaces().getFirst().address()) + " " + each.name())
                .collect(Collectors.joining("\n", "127.0.0.1 localhost\n", ""));
    }
}
