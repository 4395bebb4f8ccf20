package dev.cilab.probe.cilium;

import dev.cilab.exec.Command;
import dev.cilab.exec.Parallel;
import dev.cilab.exec.Parallel.Outcome;
import dev.cilab.exec.Result;
import dev.cilab.exec.Unreachable;
import dev.cilab.kube.Cluster;
import dev.cilab.kube.KubeError;
import dev.cilab.kube.KubeObject;
import dev.cilab.kube.Ref;
import dev.cilab.lab.NodeName;
import dev.cilab.probe.Missed;
import dev.cilab.probe.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The agent pods of a cluster, one per node (label {@code k8s-app=cilium} in kube-system), all asked at the same time: what
 * {@code cilium bgp peers} does.
 */
public final class AgentPods {

    /** What {@code cilium-dbg bgp …} prints, with exit code 0, where BGP is off. */
    public static final String BGP_OFF = "BGP Control Plane is disabled";

    public static final String NAMESPACE = "kube-system";
    public static final String CONTAINER = "cilium-agent";

    private static final Pattern TOLD_VERSION = Pattern.compile("(?m)^Daemon: +(\\d+\\.\\d+\\.\\S+)");

    private final Cluster api;
    private final List<NodeName> nodes;
    private final Map<String, KubeObject> byNode = new TreeMap<>();

    public AgentPods(Site site) throws Unreachable {
        this.api = site.api();
        this.nodes = site.clusterNodes().stream().sorted().toList();
        for (KubeObject pod : api.list(Ref.in("pods", NAMESPACE), "k8s-app=cilium", "")) {
            byNode.merge(pod.at("/spec/nodeName").asString(""), pod, AgentPods::younger);
        }
    }

    /** While a DaemonSet replaces a pod, its node has two for a moment: the one that is not going counts. */
    private static KubeObject younger(KubeObject one, KubeObject other) {
        return one.at("/metadata/deletionTimestamp").isMissingNode() ? one : other;
    }

    public List<NodeName> nodes() {
        return nodes;
    }

    public boolean runsOn(NodeName node) {
        return byNode.containsKey(node.value());
    }

    public KubeObject pod(NodeName node) throws Unreachable {
        KubeObject pod = byNode.get(node.value());
        if (pod == null) {
            throw new Unreachable(node.value(), "no Cilium agent runs there");
        }
        return pod;
    }

    /** What the agents print, node by node; an agent that is absent, or whose command fails, is a failure with its own words. */
    public List<Outcome<NodeName, String>> ask(String... argv) {
        return Parallel.map(nodes, node -> text(node, argv));
    }

    /** Asks one agent; its command may well fail. */
    public Result answer(NodeName node, String... argv) throws Unreachable {
        String pod = pod(node).name();
        try {
            return api.exec(NAMESPACE, pod, CONTAINER, Command.of(argv));
        } catch (Unreachable e) {
            throw new Unreachable(node.value(), "agent " + pod + ": " + e.getMessage(), e);
        } catch (KubeError e) {
            throw new Unreachable(node.value(), "agent " + pod + ": " + e.getMessage(), e);
        }
    }

    /** Asks one agent with a command that must not fail. */
    public String text(NodeName node, String... argv) throws Unreachable {
        String pod = pod(node).name();
        Result result = answer(node, argv);
        if (!result.ok()) {
            String said = (result.stderr() + result.stdout())
                    .strip()
                    .lines()
                    .findFirst()
                    .orElse("exit code " + result.exit());
            throw new Unreachable(node.value(), "agent " + pod + ": " + said);
        }
        return result.stdout();
    }

    /** {@code 1.18.0} of an image such as {@code quay.io/cilium/cilium:v1.18.0@sha256:…}; empty if the tag is no version. */
    public static String version(KubeObject pod) {
        String image = pod.at("/spec/containers")
                .valueStream()
                .filter(c -> CONTAINER.equals(c.path("name").asString("")))
                .findFirst()
                .map(c -> c.path("image").asString(""))
                .orElse("");
        String untagged = image.contains("@") ? image.substring(0, image.indexOf('@')) : image;
        String tag = untagged.substring(untagged.lastIndexOf(':') + 1);
        return tag.matches("v?\\d+\\.\\d+\\..*") ? tag.replaceFirst("^v", "") : "";
    }

    /** The forms in which a node's agent answers; where its image does not tell the version, it is asked. */
    public CiliumDialect dialect(NodeName node) throws Unreachable {
        String tagged = version(pod(node));
        return CiliumDialect.of(tagged.isEmpty() ? toldVersion(text(node, "cilium-dbg", "version")) : tagged);
    }

    /** {@code Client: 1.18.0 …} and {@code Daemon: 1.18.0 …}, of which the daemon's is the agent's own. */
    static String toldVersion(String answer) {
        Matcher version = TOLD_VERSION.matcher(answer);
        return version.find() ? version.group(1) : "";
    }

    /** The newest dialect is used for a version that is not known yet, and said so; so are agents of different versions. */
    public List<String> warnings() {
        Map<String, List<String>> nodes = new TreeMap<>();
        byNode.forEach((node, pod) -> nodes.computeIfAbsent(version(pod), version -> new ArrayList<>())
                .add(node));
        List<String> warnings = new ArrayList<>();
        nodes.keySet().stream()
                .filter(CiliumDialect::tooNew)
                .forEach(version -> warnings.add("Cilium " + version + " is newer than " + CiliumDialect.newestKnown()
                        + ", the newest known here: its answers are read as those of " + CiliumDialect.newestKnown()));
        if (nodes.size() > 1) {
            warnings.add("the agents run different versions of Cilium: "
                    + nodes.entrySet().stream()
                            .map(each -> (each.getKey().isEmpty() ? "unknown" : each.getKey()) + " on "
                                    + String.join(", ", each.getValue()))
                            .collect(Collectors.joining("; ")));
        }
        return warnings;
    }

    /** The failures among outcomes, told of a place. */
    public static Stream<Missed> missed(Site site, List<? extends Outcome<NodeName, ?>> outcomes) {
        return outcomes.stream()
                .filter(o -> !o.ok())
                .map(o -> new Missed(
                        site.placeOf(o.place(), Site.CILIUM),
                        o.place().value(),
                        o.failure().getMessage()));
    }
}
