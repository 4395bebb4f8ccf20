package dev.cilab.sandbox.node;

import dev.cilab.sandbox.SandboxSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The programs of this machine that the sandbox is made of, and the Debian packages that bring them. */
final class Requirements {

    private static final List<String> FOLDERS = List.of("/usr/bin", "/usr/sbin", "/bin", "/sbin");
    private static final Map<String, String> ALWAYS = Map.ofEntries(
            Map.entry("unshare", "util-linux"),
            Map.entry("nsenter", "util-linux"),
            Map.entry("bash", "bash"),
            Map.entry("busybox", "busybox"),
            Map.entry("ip", "iproute2"),
            Map.entry("nft", "nftables"),
            Map.entry("openssl", "openssl"),
            Map.entry("sshd", "openssh-server"),
            Map.entry("ssh-keygen", "openssh-client"),
            Map.entry("sudo", "sudo"),
            Map.entry("script", "bsdutils"),
            Map.entry("pgrep", "procps"));

    private Requirements() {}

    /** @throws SandboxFailure when a program is missing */
    static void check(SandboxSpec spec, Privilege privilege) {
        Map<String, String> missing = new LinkedHashMap<>();
        ALWAYS.forEach((program, debianPackage) -> {
            if (find(program, FOLDERS).isEmpty()) {
                missing.put(program, debianPackage);
            }
        });
        if (privilege == Privilege.SUBORDINATE_IDS && find("newuidmap", FOLDERS).isEmpty()) {
            missing.put("newuidmap", "uidmap");
        }
        if (spec.nodes().stream().anyMatch(node -> node.roles().contains("router"))
                && find("zebra", List.of("/usr/lib/frr")).isEmpty()) {
            missing.put("zebra", "frr");
        }
        if (!missing.isEmpty()) {
            Collection<String> packages = new TreeSet<>(missing.values());
            throw new SandboxFailure("the sandbox needs programs that are not on this machine: "
                    + String.join(", ", missing.keySet()) + "\n  sudo apt-get install " + String.join(" ", packages));
        }
    }

    private static List<Path> find(String program, List<String> folders) {
        return folders.stream()
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .toList();
    }
}
