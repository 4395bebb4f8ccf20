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
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** A node as nested namespaces with a private root file system. */
final class LinuxNode implements Node {

    private final SandboxSpec.Node node;
    private final Init init;
    private final Namespaces namespaces;
    private final PodLauncher launcher;
    private final Map<String, LinuxPod> pods = new ConcurrentHashMap<>();

    /** Returns when its namespaces are there; {@link #awaitReady} when its services run too. */
    LinuxNode(SandboxSpec spec, SandboxSpec.Node node, Namespaces fabric) {
        this.node = node;
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
        init = new Init("node " + node.name(), fabric.argv(command), environment, Path.of("/"), 2);
        namespaces = new Namespaces(node.name(), init.pid());
        launcher = new PodLauncher(LinuxFabric.mark(spec, node.name()), namespaces);
    }

    void awaitReady() {
        init.awaitReady();
    }

    /** False where this kernel has no dummy links. */
    boolean addDummy(String name) {
        return namespaces
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
        return init.alive();
    }

    @Override
    public long pid() {
        return init.pid();
    }

    @Override
    public Result run(Command command) {
        return namespaces.run(command);
    }

    @Override
    public Process start(List<String> argv, Map<String, String> environment) {
        return namespaces.start(argv, environment, "");
    }

    @Override
    public Path file(String absolutePath) {
        return namespaces.file(absolutePath);
    }

    @Override
    public void put(byte[] content, String absolutePath, FileMode mode) {
        namespaces.put(content, absolutePath, mode);
    }

    @Override
    public void nft(String ruleset) {
        namespaces.nft(ruleset);
    }

    @Override
    public void ip(String batch) {
        namespaces.ip(batch);
    }

    @Override
    public Pod createPod(PodRequest request) {
        LinuxPod pod = launcher.launch(request, gone -> pods.remove(request.uid()));
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
