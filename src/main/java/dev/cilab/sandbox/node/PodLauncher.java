package dev.cilab.sandbox.node;

import dev.cilab.sandbox.node.Node.PodRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/** Makes pods on one node: namespaces nested in the node's, wired by a veth and a host route in the pod table. */
final class PodLauncher {

    private final String nodeMark;
    private final Namespaces node;

    PodLauncher(String nodeMark, Namespaces node) {
        this.nodeMark = nodeMark;
        this.node = node;
    }

    /** @param onGone called once the pod's namespaces are gone, however that came */
    LinuxPod launch(PodRequest request, Consumer<LinuxPod> onGone) {
        boolean ownNetwork = !request.ip().isEmpty();
        Init init = new Init(
                "pod " + request.namespace() + "/" + request.name(),
                node.argv(unshare(request, ownNetwork)),
                environment(request),
                Path.of("/"),
                2);
        try {
            Namespaces namespaces = new Namespaces(request.name(), init.pid());
            String link = ownNetwork ? linkName(request) : "";
            if (ownNetwork) {
                wire(request, link, namespaces);
            }
            init.awaitReady();
            LinuxPod pod = new LinuxPod(request, init, namespaces);
            init.ended().thenRun(() -> onGone.accept(pod));
            return pod;
        } catch (RuntimeException e) {
            init.end();
            throw e;
        }
    }

    private List<String> unshare(PodRequest request, boolean ownNetwork) {
        List<String> argv = new ArrayList<>(List.of("unshare", "-m", "-u", "-i", "-p"));
        if (ownNetwork) {
            argv.add("-n");
        }
        argv.addAll(List.of("--fork", "--propagation", "private", "--", "bash", Fabric.EXCHANGE + "/bin/pod-init.sh"));
        argv.add(nodeMark + "/" + request.namespace() + "_" + request.name());
        return argv;
    }

    private static Map<String, String> environment(PodRequest request) {
        Map<String, String> environment = new HashMap<>(Namespaces.ENVIRONMENT);
        String own = request.ip().isEmpty() ? "" : request.ip() + " " + request.hostname();
        environment.put("POD_HOSTNAME", request.hostname());
        environment.put("POD_HOSTS", ("127.0.0.1 localhost\n" + own).strip());
        environment.put(
                "POD_RESOLV",
                request.resolver().isEmpty() ? "" : """
                search %s.svc.cluster.local svc.cluster.local cluster.local
                nameserver %s
                options ndots:5""".formatted(request.namespace(), request.resolver()));
        return environment;
    }

    private void wire(PodRequest request, String link, Namespaces pod) {
        node.ip("""
                link add %1$s type veth peer name eth0 netns %2$d
                link set %1$s up
                route add %3$s/32 dev %1$s table %4$d
                """.formatted(link, pod.pid(), request.ip(), Wiring.POD_TABLE));
        pod.ip("""
                link set lo up
                addr add %1$s/32 dev eth0
                link set eth0 up
                route add %2$s dev eth0 scope link
                route add default via %2$s dev eth0
                """.formatted(request.ip(), request.gateway()));
    }

    /** {@code lxc} and eight hex digits of the pod's UID, which is how real ones look. */
    private static String linkName(PodRequest request) {
        return "lxc"
                + UUID.nameUUIDFromBytes(request.uid().getBytes(StandardCharsets.UTF_8))
                        .toString()
                        .substring(0, 8);
    }
}
