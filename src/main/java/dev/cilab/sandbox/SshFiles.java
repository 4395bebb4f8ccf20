package dev.cilab.sandbox;

import dev.cilab.exec.FileMode;
import dev.cilab.sandbox.node.Fabric;
import dev.cilab.sandbox.node.Node;
import dev.cilab.sandbox.node.SshKeys;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What {@code ssh -F ssh_config NODE} needs. No packet goes to a node's address: {@code ssh} talks to an sshd that {@code proxy} starts
 * inside the node, after it has looked whether the process it enters is that node.
 */
final class SshFiles {

    private static final String PROXY = """
            #!/bin/bash
            # proxy NODE: standard input and output become a connection to sshd inside a node of this sandbox.
            case $1 in
            %s
            *) echo "proxy: no node $1 in the sandbox %s" >&2; exit 1 ;;
            esac
            { IFS= read -r -d '' mark <"/proc/$pid/cmdline"; } 2>/dev/null
            [[ $mark == "%s:$1" ]] || { echo "proxy: node $1 of the sandbox %s does not run" >&2; exit 1; }
            exec nsenter -t "$pid" -U -S 0 -G 0 -m -n -u -i -p -- /usr/sbin/sshd -i
            """;

    private static final String HOST = """
            Host %s
                User vagrant
                IdentityFile "%s"
                IdentitiesOnly yes
                UserKnownHostsFile "%s"
                GlobalKnownHostsFile /dev/null
                StrictHostKeyChecking yes
                HostKeyAlgorithms ssh-ed25519
                KexAlgorithms curve25519-sha256
                ProxyCommand "%s" %s
            """;

    private SshFiles() {}

    static void write(StateFolder state, SandboxSpec spec, Fabric fabric, SshKeys keys) {
        Path proxy = state.path("proxy");
        Path knownHosts = state.path("known_hosts");
        List<Node> nodes = fabric.nodes();
        String mark = "cilab:" + spec.instance() + ":" + spec.name();
        String pids = nodes.stream()
                .map(node -> node.name() + ") pid=" + node.pid() + " ;;")
                .collect(Collectors.joining("\n"));
        state.write("proxy", PROXY.formatted(pids, spec.name(), mark, spec.name()), new FileMode(0700));
        state.write(
                "known_hosts",
                nodes.stream()
                        .map(node -> node.name() + "," + node.address() + " " + keys.hostPublic() + "\n")
                        .collect(Collectors.joining()),
                FileMode.PRIVATE);
        state.write(
                "ssh_config",
                nodes.stream()
                        .map(node -> HOST.formatted(node.name(), keys.labKey(), knownHosts, proxy, node.name()))
                        .collect(Collectors.joining("\n")),
                FileMode.PRIVATE);
    }
}
