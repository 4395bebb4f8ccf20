package dev.cilab.sandbox;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** The programs of this machine that the sandbox is made of, and the Debian packages that bring them. */
public final class Programs {

    private static final Path BGPD = Path.of("/usr/lib/frr/bgpd");

    private static final Map<String, String> ALWAYS = Map.ofEntries(
            Map.entry("unshare", "util-linux"),
            Map.entry("nsenter", "util-linux"),
            Map.entry("setsid", "util-linux"),
            Map.entry("bash", "bash"),
            Map.entry("busybox", "busybox"),
            Map.entry("ip", "iproute2"),
            Map.entry("nft", "nftables"),
            Map.entry("openssl", "openssl"),
            Map.entry("ssh", "openssh-client"),
            Map.entry("ssh-keygen", "openssh-client"),
            Map.entry("sshd", "openssh-server"),
            Map.entry("sudo", "sudo"),
            Map.entry("curl", "curl"),
            Map.entry("nginx", "nginx-light"),
            Map.entry("dnsmasq", "dnsmasq-base"),
            Map.entry("ping", "iputils-ping"),
            Map.entry("pgrep", "procps"),
            Map.entry("script", "bsdutils"),
            Map.entry("tcpdump", "tcpdump"),
            Map.entry("gobgpd", "gobgpd"),
            Map.entry("gobgp", "gobgpd"));

    private final List<Path> folders;

    /** @param path folders in which programs are looked for, beside those of administrators */
    public Programs(List<Path> path) {
        List<Path> all = new ArrayList<>(path);
        List.of("/usr/bin", "/usr/sbin", "/bin", "/sbin").forEach(folder -> all.add(Path.of(folder)));
        this.folders = List.copyOf(all);
    }

    public boolean has(String program) {
        return folders.stream().anyMatch(folder -> Files.isExecutable(folder.resolve(program)));
    }

    /**
     * What is not there, by program: the package that brings it.
     *
     * @param root   whether the sandbox is made by root, who maps users without help
     * @param router whether one of the machines is a router
     */
    public Map<String, String> missing(boolean root, boolean router) {
        Map<String, String> missing = new TreeMap<>(ALWAYS);
        missing.keySet().removeIf(this::has);
        if (!root && !has("newuidmap")) {
            missing.put("newuidmap", "uidmap");
        }
        if (router && !Files.isExecutable(BGPD)) {
            missing.put(BGPD.toString(), "frr");
        }
        return missing;
    }

    /** The command that brings packages on Debian and Ubuntu. */
    public static String install(Collection<String> packages) {
        return "sudo apt-get install --no-install-recommends " + String.join(" ", new TreeSet<>(packages));
    }
}
