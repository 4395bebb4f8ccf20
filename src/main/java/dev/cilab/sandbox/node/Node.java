package dev.cilab.sandbox.node;

import dev.cilab.exec.Command;
import dev.cilab.exec.FileMode;
import dev.cilab.exec.Result;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One "machine" of the sandbox: its own mount, network, UTS, IPC and PID namespaces, real sshd, on routers real FRR. */
public interface Node {

    String name();

    /** The address of its first interface, without prefix length. */
    String address();

    boolean router();

    /** False once its init has ended (power-off). */
    boolean alive();

    /** Host pid of its init. */
    long pid();

    /** Runs a command as the node's root in all its namespaces. A command that cannot be started ends with exit 127 and says why. */
    Result run(Command command);

    /** Starts a process as the node's root in all its namespaces. */
    Process start(List<String> argv, Map<String, String> environment);

    /**
     * A file of the node's root file system as this machine's root namespace reaches it: to read. New files and sockets made through it are
     * refused by the kernel (the writer's user does not exist in the node's user namespace): use {@link #put} or {@link Fabric#exchange}.
     */
    Path file(String absolutePath);

    /** Writes a file of the node atomically, owned by its root; makes missing folders. */
    void put(byte[] content, String absolutePath, FileMode mode);

    /** Replaces an nftables table atomically; the text is what {@code nft -f -} takes. */
    void nft(String ruleset);

    /** Runs lines of {@code ip -batch}. */
    void ip(String batch);

    /** Creates a pod's namespaces; wires it (unless host network) with the given address. */
    Pod createPod(PodRequest request);

    Collection<Pod> pods();

    Optional<Pod> pod(String uid);

    /**
     * @param uid      the API object's UID
     * @param hostname what {@code hostname} says in it
     * @param ip       its address; empty = the node's network
     * @param gateway  the next hop of its default route (cilium_host's address); empty with host network
     * @param resolver nameserver of its resolv.conf, with the usual cluster search domains; empty = none
     */
    record PodRequest(
            String uid, String namespace, String name, String hostname, String ip, String gateway, String resolver) {}
}
