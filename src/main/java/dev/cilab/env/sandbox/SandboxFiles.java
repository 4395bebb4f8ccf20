package dev.cilab.env.sandbox;

import dev.cilab.lab.NodeName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The files by which a running sandbox is reached, as its daemon writes them. */
record SandboxFiles(Path folder) {

    Path kubeconfig() {
        return folder.resolve("kubeconfig");
    }

    Path sshConfig() {
        return folder.resolve("ssh_config");
    }

    /** The socket of the machines' power switch. */
    Path power() {
        return folder.resolve("power");
    }

    boolean complete() {
        return Files.isReadable(kubeconfig()) && Files.isReadable(sshConfig());
    }

    /** @param command empty = an interactive shell */
    List<String> shell(NodeName node, List<String> command) {
        List<String> argv = new ArrayList<>(List.of("ssh", "-F", sshConfig().toString()));
        if (command.isEmpty()) {
            argv.add("-t");
        }
        argv.add(node.value());
        argv.addAll(command);
        return argv;
    }

    Map<String, String> exports() {
        Map<String, String> exports = new TreeMap<>();
        exports.put("KUBECONFIG", kubeconfig().toString());
        exports.put("CILAB_SSH_CONFIG", sshConfig().toString());
        return exports;
    }
}
