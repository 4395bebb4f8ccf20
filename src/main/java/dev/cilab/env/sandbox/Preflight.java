package dev.cilab.env.sandbox;

import dev.cilab.env.Finding;
import dev.cilab.lab.Topology;
import dev.cilab.sandbox.Programs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Looks whether this machine can carry a sandbox, without making anything that stays. */
final class Preflight {

    private final Programs programs;
    private final boolean root;

    private Preflight(Programs programs, boolean root) {
        this.programs = programs;
        this.root = root;
    }

    static Preflight ofThisMachine(Map<String, String> variables) {
        List<Path> path = new ArrayList<>();
        for (String folder : variables.getOrDefault("PATH", "").split(":")) {
            if (!folder.isEmpty()) {
                path.add(Path.of(folder));
            }
        }
        return new Preflight(new Programs(path), "root".equals(System.getProperty("user.name")));
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
        boolean router =
                topology.machines().stream().anyMatch(machine -> machine.roles().contains("router"));
        Map<String, String> missing = programs.missing(root, router);
        if (!missing.isEmpty()) {
            findings.add(new Finding(
                    Finding.Severity.ERROR,
                    "programs that the sandbox is made of are not on this machine",
                    String.join(", ", missing.keySet()),
                    Programs.install(missing.values())));
        }
    }

    /** Without a range of ids of one's own the namespaces are there, and of no use. */
    private String remedy(String said) {
        if (root) {
            return "sysctl user.max_user_namespaces=15000";
        }
        return said.contains("/etc/subuid") || said.contains("/etc/subgid")
                ? "sudo usermod --add-subuids 100000-165535 --add-subgids 100000-165535 "
                        + System.getProperty("user.name") + ", or run cilab as root"
                : "sudo sysctl kernel.unprivileged_userns_clone=1 kernel.apparmor_restrict_unprivileged_userns=0, or run cilab as root";
    }

    private void userNamespaces(List<Finding> findings) {
        if (!programs.has("unshare")) {
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
                findings.add(new Finding(
                        Finding.Severity.ERROR,
                        "this machine does not let " + (root ? "root" : "you") + " make user namespaces",
                        said,
                        remedy(said)));
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
