package dev.cilab.env.adopted;

import dev.cilab.env.SecretPrompt;
import dev.cilab.exec.Host;
import dev.cilab.exec.Unreachable;
import dev.cilab.kube.Cluster;
import dev.cilab.kube.KubeCluster;
import dev.cilab.lab.ClusterName;
import dev.cilab.lab.Inventory;
import dev.cilab.lab.NodeName;
import dev.cilab.ssh.SshConfig;
import dev.cilab.ssh.SshHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The machines and clusters of an inventory: one connection to each, made at first use. */
final class Places implements AutoCloseable {

    private final InventoryFile file;
    private final Path folder;
    private final LoginSecrets secrets;
    private final Map<NodeName, Host> hosts = new HashMap<>();
    private final Map<ClusterName, Cluster> clusters = new HashMap<>();

    /**
     * @param folder cilab's own files for this inventory; it exists
     * @throws InterruptedException when somebody was asked for a password and ended it all
     */
    Places(InventoryFile file, Path folder, SecretPrompt prompt) throws InterruptedException {
        this.file = file;
        this.folder = folder;
        this.secrets = new LoginSecrets(file.inventory(), file.variables(), prompt);
        secrets.ask();
    }

    synchronized Host host(NodeName node) throws Unreachable {
        Inventory.Login login = file.inventory().login(node).orElseThrow(() -> unknown(node.value(), nodeNames()));
        secrets.require(login);
        Host known = hosts.get(node);
        if (known == null) {
            try {
                SshConfig config = SshConfig.read(sshConfig(), file.variables());
                known = new SshHost(config.target(node.value()), secrets.credentials());
            } catch (IOException | IllegalArgumentException e) {
                throw new Unreachable(node.value(), "its SSH settings cannot be used: " + e.getMessage(), e);
            }
            hosts.put(node, known);
        }
        return known;
    }

    synchronized Cluster cluster(ClusterName name) throws Unreachable {
        Inventory.Context context = context(name);
        return clusters.computeIfAbsent(
                name, each -> new KubeCluster(each, file.kubeconfig(context), context.context()));
    }

    Inventory.Context context(ClusterName name) throws Unreachable {
        return file.inventory()
                .context(name)
                .orElseThrow(() -> unknown(
                        "cluster " + name,
                        file.inventory().clusters().stream()
                                .map(each -> each.cluster().value())
                                .collect(Collectors.joining(", "))));
    }

    private Unreachable unknown(String what, String known) {
        return new Unreachable(
                what, "it is not in " + file.path() + ", which has: " + (known.isEmpty() ? "none" : known));
    }

    private String nodeNames() {
        return file.inventory().nodes().stream()
                .map(each -> each.node().value())
                .collect(Collectors.joining(", "));
    }

    /** Written again where the inventory has changed since. */
    Path sshConfig() throws IOException {
        return written("ssh_config", new SshSettings(file, folder.resolve("known_hosts")).text());
    }

    /** In front of the user's own kubeconfig it makes this context the current one; credentials are not copied. */
    Path currentContext(Inventory.Context context) throws IOException {
        return written(
                "context.yaml", "apiVersion: v1\nkind: Config\ncurrent-context: \"" + context.context() + "\"\n");
    }

    Path kubeconfig(Inventory.Context context) {
        return file.kubeconfig(context);
    }

    private Path written(String name, String text) throws IOException {
        Path path = folder.resolve(name);
        Optional<String> present = Files.exists(path) ? Optional.of(Files.readString(path)) : Optional.empty();
        if (!present.equals(Optional.of(text))) {
            Files.writeString(path, text);
        }
        return path;
    }

    Inventory inventory() {
        return file.inventory();
    }

    @Override
    public synchronized void close() {
        hosts.values().forEach(Host::close);
        hosts.clear();
        clusters.values().forEach(Cluster::close);
        clusters.clear();
    }
}
