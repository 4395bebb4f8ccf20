package dev.cilab.sandbox;

import dev.cilab.exec.FileMode;
import dev.cilab.sandbox.node.Fabric;
import dev.cilab.sandbox.node.Node;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * What the node of a control plane has beyond the others: the API server on its port 6443, and a kubeconfig for root and for the machine's
 * user, so that kubectl works there as it does on a machine that kubeadm set up.
 */
final class NodeAccess {

    private static final int PORT = 6443;
    /** The machine's user reads it too; nobody but the lab's own users is there. */
    private static final FileMode READABLE = new FileMode(0644);

    private NodeAccess() {}

    /** @param socket name of the API's socket in the exchange folder */
    static void give(Node node, String socket, Kubeconfig.Access access) {
        // inetd's way: one small process per connection, and none of it knows TLS
        node.start(
                List.of(
                        "busybox",
                        "nc",
                        "-ll",
                        "-p",
                        Integer.toString(PORT),
                        "-e",
                        "nc.openbsd",
                        "-N",
                        "-U",
                        Fabric.EXCHANGE + "/" + socket),
                Map.of());
        byte[] kubeconfig = Kubeconfig.of(List.of(new Kubeconfig.Access(
                        access.context(),
                        "https://" + node.address() + ":" + PORT,
                        access.authority(),
                        access.token())))
                .getBytes(StandardCharsets.UTF_8);
        node.put(kubeconfig, "/etc/kubernetes/admin.conf", FileMode.PRIVATE);
        node.put(kubeconfig, "/root/.kube/config", FileMode.PRIVATE);
        node.put(kubeconfig, "/home/vagrant/.kube/config", READABLE);
    }
}
