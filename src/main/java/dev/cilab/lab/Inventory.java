package dev.cilab.lab;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Machines and clusters that already run, and how to reach them. Names are those of the lab's topology; paths are as they stand in the file.
 *
 * @param sshConfig an OpenSSH client configuration that fills in what a login leaves out; absent = the user's own
 */
public record Inventory(Optional<String> sshConfig, List<Login> nodes, List<Context> clusters) {

    public Inventory {
        nodes = List.copyOf(nodes);
        clusters = List.copyOf(clusters);
    }

    /**
     * How to log in to a machine by SSH. What is absent comes from the OpenSSH configuration, where the machine is looked up by its name.
     *
     * @param keys          private key files
     * @param jump          as ProxyJump takes it; a name may be another machine of the inventory
     * @param password      for the login and for sudo
     * @param passphrase    of encrypted keys
     * @param acceptNewKeys trust an unknown host key at first sight and keep it; absent = as the OpenSSH configuration says
     */
    public record Login(
            NodeName node,
            Optional<String> host,
            OptionalInt port,
            Optional<String> user,
            List<String> keys,
            Optional<String> jump,
            Optional<String> proxyCommand,
            Optional<SecretSource> password,
            Optional<SecretSource> passphrase,
            Optional<Boolean> acceptNewKeys) {

        public Login {
            keys = List.copyOf(keys);
        }
    }

    /** @param kubeconfig absent = the first file of {@code $KUBECONFIG}, else {@code ~/.kube/config} */
    public record Context(ClusterName cluster, String context, Optional<String> kubeconfig) {}

    /** Where a secret comes from; it never stands in a file. */
    public sealed interface SecretSource {

        /** Asked for at the terminal, once per command. */
        record Prompt() implements SecretSource {}

        /** An environment variable, by its name. */
        record Variable(String name) implements SecretSource {}
    }

    public Optional<Login> login(NodeName node) {
        return nodes.stream().filter(each -> each.node().equals(node)).findFirst();
    }

    public Optional<Context> context(ClusterName cluster) {
        return clusters.stream().filter(each -> each.cluster().equals(cluster)).findFirst();
    }
}
