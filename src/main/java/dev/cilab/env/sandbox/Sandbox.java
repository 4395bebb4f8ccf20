package dev.cilab.env.sandbox;

import dev.cilab.env.Environment;
import dev.cilab.env.EnvironmentFactory;
import dev.cilab.env.Environments.Part;
import dev.cilab.env.LabSetup;
import dev.cilab.env.Leftover;
import dev.cilab.env.StateFolder;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The embedded environment: Linux namespaces on this machine. */
public final class Sandbox implements EnvironmentFactory {

    private static final Path PROC = Path.of("/proc");

    @Override
    public Environment open(StateFolder state, Map<String, String> variables, LabSetup setup) {
        return new SandboxEnvironment(state, variables, setup, PROC);
    }

    @Override
    public List<Part> parts() {
        return List.of(
                part("router", "FRR from this machine's packages: vtysh, RIB, kernel FIB, ECMP", true),
                part(
                        "machines and links",
                        "network, mount, PID and user namespaces joined by bridges; kernel routing",
                        true),
                part("ssh and sudo", "OpenSSH and sudo", true),
                part(
                        "BGP speaker of a node",
                        "GoBGP, the library inside Cilium, as a process of its own; it also listens, Cilium only dials",
                        true),
                part(
                        "systemctl, journalctl, modprobe",
                        "small programs: systemctl runs what the unit file says, journalctl reads syslog",
                        false),
                part("pods", "namespaces with processes of this machine's programs; no image is pulled", false),
                part("HTTP in pods", "nginx answering as traefik/whoami does", true),
                part("service load balancing, NAT", "nftables in the kernel in place of Cilium's eBPF", false),
                part(
                        "Kubernetes API and controllers",
                        "a small compatible server; kubectl, fabric8 and Helm talk to it",
                        false),
                part(
                        "Hubble",
                        "a stand-in in the agent: flows from tcpdump on the node; no drops, policies or HTTP",
                        false),
                part("Helm", "Helm 3 as a library; a release is as any Helm leaves it", true),
                part("Cilium's Helm chart", "a small one that takes the same values", false),
                part(
                        "Cilium operator and agent, cilium-dbg, cilium",
                        "stand-ins that follow the documented schemas",
                        false));
    }

    private static Part part(String part, String made, boolean real) {
        return new Part("sandbox", part, made, real);
    }

    /** Processes, mounts, network interfaces and files of any sandbox of this state folder. */
    @Override
    public List<Leftover> leftovers(StateFolder state, Map<String, String> variables) {
        List<Leftover> found = new ArrayList<>(processes(state, ""));
        Path sandboxes = state.path().resolve("sandbox");
        if (Files.isDirectory(sandboxes)) {
            try (DirectoryStream<Path> folders = Files.newDirectoryStream(sandboxes)) {
                folders.forEach(folder -> found.add(files(folder)));
            } catch (IOException e) {
                found.add(new Leftover(
                        "folder", sandboxes.toString(), "cannot be read: " + e.getMessage(), "rm -r " + sandboxes));
            }
        }
        found.addAll(mounts(state));
        return found;
    }

    static List<Leftover> processes(StateFolder state, String topology) {
        return new Marks(PROC, state.instance(), topology)
                .find().stream()
                        .map(process -> new Leftover(
                                "process",
                                Long.toString(process.pid()),
                                process.daemon()
                                        ? "daemon of sandbox " + process.topology()
                                        : process.name() + " of sandbox " + process.topology(),
                                "cilab " + process.topology() + " down"))
                        .toList();
    }

    static Leftover files(Path folder) {
        return new Leftover(
                "folder",
                folder.toString(),
                "state of sandbox " + folder.getFileName(),
                "cilab " + folder.getFileName() + " down");
    }

    /** The sandbox mounts only inside its own namespaces; a mount of its folders in this one would be a bug worth finding. */
    private static List<Leftover> mounts(StateFolder state) {
        try {
            return Files.readAllLines(PROC.resolve("self/mountinfo")).stream()
                    .map(line -> line.split(" "))
                    .filter(fields -> fields.length > 4
                            && Path.of(fields[4]).startsWith(state.path().resolve("sandbox")))
                    .map(fields -> new Leftover(
                            "mount", fields[4], "mounted in this machine's own namespace", "umount " + fields[4]))
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}
