package dev.cilab.probe.net;

import dev.cilab.exec.Unreachable;
import dev.cilab.kube.Cluster;
import dev.cilab.kube.KubeObject;
import dev.cilab.kube.Ref;
import dev.cilab.probe.Arguments;
import dev.cilab.probe.Site;
import dev.cilab.probe.kube.Endpoint;
import dev.cilab.probe.kube.EndpointSlices;
import dev.cilab.probe.kube.Ingress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is to be reached.
 *
 * @param cluster  where its pods run; empty where that is not known, or in several
 * @param url      empty when it has no address yet
 * @param expected names of the pods that should answer, sorted; empty if anybody may
 */
record Target(String cluster, String name, String node, String url, List<String> expected) {

    /** The host of its URL. */
    String address() {
        return url.replaceFirst("^http://", "").replaceFirst("[:/].*", "");
    }

    static List<Target> of(Site site) throws Unreachable {
        Arguments arguments = new Arguments(site.call());
        String namespace = arguments.text("namespace", "default");
        int port = arguments.number("port", 80);
        boolean ping = arguments.flag("ping");
        if (arguments.text("pods").isPresent()) {
            List<Target> pods = new ArrayList<>();
            for (Cluster cluster : clusters(site)) {
                cluster.list(Ref.in("pods", namespace), arguments.required("pods"), "").stream()
                        .filter(pod -> pod.at("/metadata/deletionTimestamp").isMissingNode())
                        .forEach(pod -> pods.add(pod(cluster.name().value(), pod, port, ping)));
            }
            return pods;
        }
        if (arguments.text("service").isPresent()) {
            return List.of(service(clusters(site), namespace, arguments.required("service"), port));
        }
        if (arguments.text("loadBalancer").isPresent()) {
            return List.of(balanced(clusters(site), namespace, arguments.required("loadBalancer"), port));
        }
        List<String> urls = arguments.texts("urls");
        if (urls.isEmpty()) {
            throw new IllegalArgumentException(
                    site.call().at() + ": reach needs 'pods', 'service', 'loadBalancer' or 'urls'");
        }
        return urls.stream()
                .map(url -> new Target("", url, "", safe(url), List.of()))
                .toList();
    }

    /** Where the targets are: in the clusters that {@code in} names, else in the one that is asked from. */
    private static List<Cluster> clusters(Site site) throws Unreachable {
        List<Cluster> clusters = new ArrayList<>();
        for (String name : new Arguments(site.call()).texts("in")) {
            clusters.add(site.api(name));
        }
        return clusters.isEmpty() ? List.of(site.api()) : clusters;
    }

    private static Target pod(String cluster, KubeObject pod, int port, boolean ping) {
        String ip = pod.at("/status/podIP").asString("");
        String url = ip.isEmpty() ? "" : ping ? ip : "http://" + ip + ":" + port + "/";
        return new Target(cluster, pod.name(), pod.at("/spec/nodeName").asString(""), url, List.of(pod.name()));
    }

    private static Target service(List<Cluster> clusters, String namespace, String name, int port) throws Unreachable {
        String url = "http://" + safe(name) + (port == 80 ? "" : ":" + port);
        return new Target(only(clusters), name, "", url, ready(clusters, namespace, name));
    }

    /** A service by the address that a load balancer gave it. */
    private static Target balanced(List<Cluster> clusters, String namespace, String name, int port) throws Unreachable {
        String url = "";
        for (Cluster cluster : clusters) {
            List<String> addresses = cluster.get(Ref.one("services", namespace, name))
                    .map(Ingress::of)
                    .orElse(List.of());
            url = url.isEmpty() && !addresses.isEmpty() ? "http://" + addresses.getFirst() + ":" + port + "/" : url;
        }
        return new Target(only(clusters), name, "", url, ready(clusters, namespace, name));
    }

    private static String only(List<Cluster> clusters) {
        return clusters.size() == 1 ? clusters.getFirst().name().value() : "";
    }

    private static List<String> ready(List<Cluster> clusters, String namespace, String service) throws Unreachable {
        Set<String> ready = new TreeSet<>();
        for (Cluster cluster : clusters) {
            EndpointSlices.of(cluster, namespace, service).stream()
                    .filter(Endpoint::ready)
                    .forEach(endpoint -> ready.add(endpoint.pod()));
        }
        return List.copyOf(ready);
    }

    /** It stands between single quotes in a script. */
    private static String safe(String text) {
        if (!text.matches("[\\w.:/?&=%@~+-]+")) {
            throw new IllegalArgumentException("'" + text + "' is no URL that can be asked for");
        }
        return text;
    }

    /** @param source address of the asking pod */
    Reach reached(String on, String fromNode, String source, int tries, ReachScript.Answer answer, List<Heard> heard) {
        List<String> strangers = answer.hostnames.stream()
                .filter(h -> !expected.isEmpty() && !expected.contains(h))
                .toList();
        String error = url.isEmpty()
                ? name + " has no address yet"
                : strangers.isEmpty() ? answer.error : "answered by " + String.join(", ", strangers);
        return new Reach(
                on,
                fromNode,
                name,
                node,
                url,
                !node.isEmpty() && node.equals(fromNode),
                answer.answered == tries && strangers.isEmpty(),
                tries,
                answer.answered,
                answer.status,
                List.copyOf(answer.hostnames),
                expected,
                List.copyOf(answer.remotes),
                Math.round(answer.milliseconds.stream()
                        .mapToLong(Long::longValue)
                        .average()
                        .orElse(0)),
                cluster,
                answer.ttl,
                source,
                heard,
                error);
    }
}
