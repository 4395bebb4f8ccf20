package dev.cilab.probe.net;

import dev.cilab.exec.Unreachable;
import dev.cilab.kube.Cluster;
import dev.cilab.kube.KubeObject;
import dev.cilab.kube.Ref;
import dev.cilab.probe.Arguments;
import dev.cilab.probe.Site;
import dev.cilab.probe.kube.Endpoint;
import dev.cilab.probe.kube.EndpointSlices;
import java.util.List;

/**
 * What is to be reached.
 *
 * @param url      empty when it has no address yet
 * @param expected names of the pods that should answer, sorted; empty if anybody may
 */
record Target(String name, String node, String url, List<String> expected) {

    static List<Target> of(Site site) throws Unreachable {
        Arguments arguments = new Arguments(site.call());
        String namespace = arguments.text("namespace", "default");
        int port = arguments.number("port", 80);
        boolean ping = arguments.flag("ping");
        if (arguments.text("pods").isPresent()) {
            return site.api().list(Ref.in("pods", namespace), arguments.required("pods"), "").stream()
                    .filter(pod -> pod.at("/metadata/deletionTimestamp").isMissingNode())
                    .map(pod -> pod(pod, port, ping))
                    .toList();
        }
        if (arguments.text("service").isPresent()) {
            return List.of(service(site.api(), namespace, arguments.required("service"), port));
        }
        List<String> urls = arguments.texts("urls");
        if (urls.isEmpty()) {
            throw new IllegalArgumentException(site.call().at() + ": reach needs 'pods', 'service' or 'urls'");
        }
        return urls.stream()
                .map(url -> new Target(url, "", safe(url), List.of()))
                .toList();
    }

    private static Target pod(KubeObject pod, int port, boolean ping) {
        String ip = pod.at("/status/podIP").asString("");
        String url = ip.isEmpty() ? "" : ping ? ip : "http://" + ip + ":" + port + "/";
        return new Target(pod.name(), pod.at("/spec/nodeName").asString(""), url, List.of(pod.name()));
    }

    private static Target service(Cluster api, String namespace, String name, int port) throws Unreachable {
        List<String> ready = EndpointSlices.of(api, namespace, name).stream()
                .filter(Endpoint::ready)
                .map(Endpoint::pod)
                .distinct()
                .sorted()
                .toList();
        return new Target(name, "", "http://" + safe(name) + (port == 80 ? "" : ":" + port), ready);
    }

    /** It stands between single quotes in a script. */
    private static String safe(String text) {
        if (!text.matches("[\\w.:/?&=%@~+-]+")) {
            throw new IllegalArgumentException("'" + text + "' is no URL that can be asked for");
        }
        return text;
    }

    Reach reached(String on, String fromNode, int tries, ReachScript.Answer answer) {
        List<String> strangers = answer.hostnames.stream()
                .filter(h -> !expected.isEmpty() && !expected.contains(h))
                .toList();
        String error = url.isEmpty()
                ? "the pod has no address yet"
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
                error);
    }
}
