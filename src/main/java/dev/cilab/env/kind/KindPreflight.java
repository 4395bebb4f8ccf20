package dev.cilab.env.kind;

import dev.cilab.env.Finding;
import dev.cilab.env.Finding.Severity;
import dev.cilab.env.machine.Resources;
import dev.cilab.env.machine.ThisMachine;
import dev.cilab.exec.Command;
import dev.cilab.exec.Result;
import dev.cilab.exec.Unreachable;
import dev.cilab.lab.Provisioning;
import dev.cilab.lab.Topology;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Looks whether this machine can carry the lab's clusters of kind. */
final class KindPreflight {

    /** The first release whose node images have containerd 2; the labs' image belongs to 0.29. */
    private static final int OLDEST_MINOR = 27;

    private static final String KIND = "v0.29.0";
    private static final long WATCHES = 524_288;
    private static final long INSTANCES = 512;

    /** What a node with Cilium takes, roughly; the first one carries the control plane. */
    private static final long MEMORY_OF_A_NODE = Resources.GIB;

    private static final long DISK = 12 * Resources.GIB;
    private static final Pattern VERSION = Pattern.compile("v(\\d+)\\.(\\d+)");

    private final ThisMachine machine;
    private final Docker docker;
    private final DockerNetworks networks;

    KindPreflight(ThisMachine machine, Docker docker, DockerNetworks networks) {
        this.machine = machine;
        this.docker = docker;
        this.networks = networks;
    }

    /** @param made whether the lab's containers are there already: then its ports and networks are in use, by itself */
    List<Finding> look(Topology topology, Provisioning provisioning, boolean made) {
        List<Finding> findings = new ArrayList<>(kind());
        findings.addAll(docker(topology));
        inotify(topology, findings);
        Resources resources = new Resources(machine);
        if (!made) {
            findings.addAll(
                    resources.memory(MEMORY_OF_A_NODE * topology.machines().size()));
            findings.addAll(resources.ports(provisioning.ports().values().stream()
                    .flatMap(ports -> ports.keySet().stream())
                    .sorted()
                    .toList()));
        }
        findings.addAll(modules(topology, resources));
        return findings;
    }

    private static List<Finding> modules(Topology topology, Resources resources) {
        List<Finding> findings = new ArrayList<>();
        boolean dummy = topology.machines().stream()
                .flatMap(each -> each.interfaces().stream())
                .anyMatch(each -> each.segment().isEmpty());
        if (dummy) {
            findings.addAll(resources.module("dummy", "the router's loop1 is a dummy link"));
        }
        findings.addAll(resources.module("vxlan", "Cilium's tunnels"));
        findings.addAll(resources.module("geneve", "DSR with Geneve"));
        return findings;
    }

    private List<Finding> kind() {
        if (!machine.has("kind")) {
            return List.of(new Finding(
                    Severity.ERROR,
                    "kind is not on this machine",
                    "",
                    "go install sigs.k8s.io/kind@" + KIND + ", or: brew install kind"));
        }
        try {
            Result version = machine.host().run(Command.of("kind", "version"));
            Matcher matcher = VERSION.matcher(version.stdout());
            if (version.ok() && matcher.find() && Integer.parseInt(matcher.group(1)) == 0) {
                return Integer.parseInt(matcher.group(2)) >= OLDEST_MINOR
                        ? List.of()
                        : List.of(new Finding(
                                Severity.WARNING,
                                "this kind is older than the lab's node image",
                                version.stdout().strip(),
                                "go install sigs.k8s.io/kind@" + KIND));
            }
            return version.ok()
                    ? List.of()
                    : List.of(new Finding(
                            Severity.ERROR, "kind cannot be run", Docker.complaint(version), "kind version"));
        } catch (Unreachable e) {
            return List.of(new Finding(Severity.ERROR, "kind cannot be run", e.getMessage(), "kind version"));
        }
    }

    private List<Finding> docker(Topology topology) {
        if (!machine.has("docker")) {
            return List.of(new Finding(
                    Severity.ERROR,
                    "Docker is not on this machine",
                    "",
                    "sudo apt-get install docker.io, or https://docs.docker.com/engine/install/"));
        }
        try {
            Docker.Info info = docker.info();
            long wanted = MEMORY_OF_A_NODE * topology.machines().size();
            List<Finding> findings = new ArrayList<>();
            if (info.memory() > 0 && info.memory() < wanted) {
                findings.add(new Finding(
                        Severity.WARNING,
                        "Docker has less memory than the lab's " + Resources.gib(wanted),
                        Resources.gib(info.memory()) + " in all",
                        "give Docker's virtual machine more memory"));
            }
            findings.addAll(new Resources(machine).disk(Path.of(info.folder()), DISK));
            networks(topology, findings);
            return findings;
        } catch (Unreachable e) {
            return List.of(silent(e));
        }
    }

    /** The daemon said nothing, or not to this user. */
    static Finding silent(Unreachable why) {
        boolean refused = why.getMessage().contains("permission denied");
        return new Finding(
                Severity.ERROR,
                refused ? "you may not talk to the Docker daemon" : "the Docker daemon does not answer",
                why.getMessage(),
                refused ? "sudo usermod -aG docker $USER, and log in again" : "sudo systemctl start docker");
    }

    private void networks(Topology topology, List<Finding> findings) throws Unreachable {
        List<String> wanted = Stream.of(
                        DockerNetworks.segments(topology).stream().map(Topology.Segment::subnet),
                        topology.clusters().stream().map(Topology.KubeCluster::podCidr),
                        topology.clusters().stream().map(Topology.KubeCluster::serviceCidr))
                .flatMap(each -> each)
                .filter(each -> !each.isEmpty())
                .toList();
        networks.clashing(wanted, topology)
                .forEach((name, subnets) -> findings.add(new Finding(
                        Severity.ERROR,
                        "Docker's network " + name + " has addresses of the lab",
                        subnets,
                        "docker network rm " + name + ", or give Docker other default-address-pools")));
        Topology segments = new Topology(topology.name(), DockerNetworks.segments(topology), List.of(), List.of());
        boolean there = networks.missing(topology).isEmpty();
        if (!there) {
            findings.addAll(new Resources(machine).networks(segments, List.of()));
        }
    }

    private void inotify(Topology topology, List<Finding> findings) {
        boolean watches = machine.sysctl("fs.inotify.max_user_watches").orElse(WATCHES) < WATCHES;
        boolean instances = machine.sysctl("fs.inotify.max_user_instances").orElse(INSTANCES) < INSTANCES;
        if (watches || instances) {
            findings.add(new Finding(
                    topology.clusters().size() > 1 ? Severity.ERROR : Severity.WARNING,
                    "inotify's limits are too low for "
                            + (topology.clusters().size() > 1 ? "a second cluster" : "many nodes")
                            + ": kubelets end with \"too many open files\"",
                    "fs.inotify.max_user_watches="
                            + machine.sysctl("fs.inotify.max_user_watches").orElse(0)
                            + " max_user_instances="
                            + machine.sysctl("fs.inotify.max_user_instances").orElse(0),
                    "sudo sysctl fs.inotify.max_user_watches=" + WATCHES + " fs.inotify.max_user_instances="
                            + INSTANCES));
        }
    }
}
