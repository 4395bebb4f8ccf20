package dev.cilab.env.kind;

import dev.cilab.exec.Command;
import dev.cilab.exec.Host;
import dev.cilab.exec.Result;
import dev.cilab.exec.Unreachable;
import dev.cilab.lab.Topology;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Machines beside the clusters, such as a router: containers of the nodes' own image, which is Debian with systemd. So
 * {@code systemctl}, {@code journalctl} and {@code apt} are there as on the tutorial's machines.
 */
final class Machines {

    private static final Duration INSTALLATION = Duration.ofMinutes(5);
    private static final String ROUTER = "router";

    /** bgpd stays off, as the package leaves it: turning it on is a step of the lab. */
    private static final List<String> ROUTER_PACKAGES = List.of("frr", "frr-pythontools", "openssh-server", "sudo");

    private static final String INSTALL = """
            missing=
            for p; do dpkg-query -W -f '${Status}' "$p" 2>/dev/null | grep -q 'ok installed' || missing="$missing $p"; done
            [ -z "$missing" ] && exit 0
            export DEBIAN_FRONTEND=noninteractive
            apt-get update -qq && apt-get install -y -qq --no-install-recommends $missing >/dev/null
            """;

    /** The tutorial's commands log in as vagrant, with the password that every such machine has. */
    private static final String LOGIN = """
            id vagrant >/dev/null 2>&1 || useradd --create-home --shell /bin/bash vagrant
            echo vagrant:vagrant | chpasswd
            echo 'vagrant ALL=(ALL) NOPASSWD:ALL' >/etc/sudoers.d/vagrant
            systemctl enable --quiet --now frr ssh
            """;

    private final Docker docker;
    private final Mark mark;

    Machines(Docker docker, Mark mark) {
        this.docker = docker;
        this.mark = mark;
    }

    /** As kind runs its nodes, without a cluster. */
    void run(Topology topology, KindNode node, String image) throws Unreachable {
        docker.run(
                Duration.ofMinutes(10),
                "run",
                "--detach",
                "--tty",
                "--name",
                node.container(),
                "--hostname",
                node.name().value(),
                "--label",
                mark.label(),
                "--label",
                Mark.TOPOLOGY + "=" + topology.name(),
                "--label",
                Mark.MACHINE + "=" + node.name(),
                "--net",
                DockerNetworks.KIND,
                "--restart=on-failure:1",
                "--init=false",
                "--cgroupns=private",
                "--privileged",
                "--security-opt",
                "seccomp=unconfined",
                "--security-opt",
                "apparmor=unconfined",
                "--tmpfs",
                "/tmp",
                "--tmpfs",
                "/run",
                "--volume",
                "/var",
                "--volume",
                "/lib/modules:/lib/modules:ro",
                image);
    }

    /**
     * @return why tools are missing; empty when they are there
     * @throws Unreachable when the machine cannot be what it is for
     */
    static String provision(KindNode node, Host host, List<String> tools) throws Unreachable {
        if (node.machine().roles().contains(ROUTER)) {
            String wrong = install(host, ROUTER_PACKAGES);
            if (!wrong.isEmpty()) {
                throw new Unreachable(node.name().value(), "FRR could not be installed: " + wrong);
            }
            Result enabled = host.run(Command.sh(LOGIN).timeout(INSTALLATION));
            if (!enabled.ok()) {
                throw new Unreachable(node.name().value(), Docker.complaint(enabled));
            }
        }
        return tools.isEmpty() ? "" : install(host, tools);
    }

    private static String install(Host host, List<String> packages) throws Unreachable {
        List<String> argv = new ArrayList<>(List.of("sh", "-c", INSTALL, "sh"));
        argv.addAll(packages);
        Result result = host.run(Command.of(argv).timeout(INSTALLATION));
        return result.ok() ? "" : Docker.complaint(result);
    }
}
