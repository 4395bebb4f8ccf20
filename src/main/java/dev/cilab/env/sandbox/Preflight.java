package dev.cilab.env.sandbox;

import dev.cilab.env.Finding;
import dev.cilab.lab.Topology;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/** Looks whether this machine can carry a sandbox, without making anything that stays. */
final class Preflight {

    private static final Map<String, String> PROGRAMS = Map.ofEntries(
            Map.entry("unshare", "util-linux"),
            Map.entry("nsenter", "util-linux"),
            Map.entry("setsid", "util-linux"),
            Map.entry("bash", "bash"),
            Map.entry("busybox", "busybox"),
            Map.entry("ip", "iproute2"),
            Map.entry("nft", "nftables"),
            Map.entry("openssl", "openssl"),
            Map.entry("ssh", "openssh-client"),
            Map.entry("sshd", "openssh-server"),
            Map.entry("sudo", "sudo"),
            Map.entry("curl", "curl"),
            Map.entry("nginx", "nginx-light"),
            Map.entry("dnsmasq", "dnsmasq-base"),
            Map.entry("ping", "iputils-ping"),
            Map.entry("tcpdump", "tcpdump"),
            Map.entry("gobgpd", "gobgpd"),
            Map.entry("gobgp", "gobgpd"));

    private final List<Path> folders;
    private final boolean root;

    /** @param folders where programs are looked for */
    Preflight(List<Path> folders, boolean root) {
        this.folders = List.copyOf(folders);
        this.root = root;
    }

    static Preflight ofThisMachine(Map<String, String> variables) {
        List<Path> folders = new ArrayList<>();
        for (String folder : variables.getOrDefault("PATH", "/usr/bin:/bin").split(":")) {
            if (!folder.isEmpty()) {
                folders.add(Path.of(folder));
            }
        }
        folders.addAll(List.of(Path.of("/usr/sbin"), Path.of("/sbin")));
        return new Preflight(folders, "root".equals(System.getProperty("user.name")));
    }

    List<Finding> look(Topology topology) {
        List<Finding> findings = new ArrayList<>();
        if (!System.getProperty("os.name").equals("Linux")) {
            findings.add(new Finding(
                    Finding.Severity.ERROR,
                    "the sandbox is made of Linux namespaces, and this is " + System.getProperty("os.name"),
                    "",
                    "run cilab in a Linux virtual machine"));
            return findings;
        }
        missingPrograms(topology, findings);
        userNamespaces(findings);
        return findings;
    }

    private void missingPrograms(Topology topology, List<Finding> findings) {
        Map<String, String> missing = new LinkedHashMap<>();
        PROGRAMS.forEach((program, debianPackage) -> {
            if (!found(program)) {
                missing.put(program, debianPackage);
            }
        });
        if (!root && !found("newuidmap")) {
            missing.put("newuidmap", "uidmap");
        }
        boolean router =
                topology.machines().stream().anyMatch(machine -> machine.roles().contains("router"));
        if (router && !Files.isExecutable(Path.of("/usr/lib/frr/bgpd"))) {
            missing.put("/usr/lib/frr/bgpd", "frr");
        }
        if (!missing.isEmpty()) {
            findings.add(new Finding(
                    Finding.Severity.ERROR,
                    "programs that the sandbox is made of are not on this machine",
                    String.join(", ", new TreeSet<>(missing.keySet())),
                    "sudo apt-get install --no-install-recommends "
                            + String.join(" ", new TreeSet<>(missing.values()))));
        }
    }

    private boolean found(String program) {
        return folders.stream().anyMatch(folder -> Files.isExecutable(folder.resolve(program)));
    }

    private void userNamespaces(List<Finding> findings) {
        if (!found("unshare")) {
            return;
        }
        List<String> probe = root
                ? List.of("unshare", "-U", "-n", "true")
                : List.of("unshare", "-U", "--map-root-user", "--map-auto", "-n", "true");
        try {
            Process process =
                    new ProcessBuilder(probe).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (!process.waitFor(5, TimeUnit.SECONDS) || process.exitValue() != 0) {
                findings.add(
                        new Finding(
                                Finding.Severity.ERROR,
                                "this machine does not let " + (root ? "root" : "you") + " make user namespaces",
                                said,
                                root
                                        ? "sysctl user.max_user_namespaces=15000"
                                        : "sudo sysctl kernel.unprivileged_userns_clone=1 kernel.apparmor_restrict_unprivileged_userns=0, or run cilab as root"));
            }
        } catch (IOException e) {
            findings.add(new Finding(
                    Finding.Severity.ERROR,
                    "unshare could not be run",
                    e.getMessage(),
                    "sudo apt-get install util-linux"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
