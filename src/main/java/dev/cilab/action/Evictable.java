package dev.cilab.action;

import dev.cilab.action.Missing.NotDone;
import dev.cilab.exec.Unreachable;
import dev.cilab.kube.Cluster;
import dev.cilab.kube.KubeObject;
import dev.cilab.kube.Ref;
import dev.cilab.lab.Action;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * The pods that a drain evicts, by the filters of {@code kubectl drain --ignore-daemonsets} in its order: DaemonSet, mirror pod, local storage,
 * no controller. One pod that may not be evicted means that none is.
 */
final class Evictable {

    private static final Set<String> FINISHED = Set.of("Succeeded", "Failed");

    private Evictable() {}

    /** @throws NotDone with every pod that is in the way */
    static List<KubeObject> of(Cluster api, Action.Drain drain) throws Unreachable, NotDone {
        List<KubeObject> evicted = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        for (KubeObject pod : api.list(Ref.all("pods"), "", "spec.nodeName=" + drain.node())) {
            if (stays(api, pod, drain, refused)) {
                continue;
            }
            why(pod, drain).ifPresentOrElse(why -> refused.add(name(pod) + " " + why), () -> evicted.add(pod));
        }
        if (!refused.isEmpty()) {
            throw new NotDone(
                    String.join("; ", refused),
                    api.paste("get pods -A -o wide --field-selector spec.nodeName=" + drain.node()));
        }
        return evicted;
    }

    /** A DaemonSet's pods would come back at once, mirror pods belong to the kubelet. */
    private static boolean stays(Cluster api, KubeObject pod, Action.Drain drain, List<String> refused)
            throws Unreachable {
        Optional<JsonNode> controller = controller(pod);
        if (controller.isPresent()
                && controller.get().path("kind").asString("").equals("DaemonSet")
                && !finished(pod)) {
            String owner = controller.get().path("name").asString("");
            boolean there =
                    api.get(Ref.one("daemonsets", pod.namespace(), owner)).isPresent();
            if (!there && !drain.force()) {
                refused.add(name(pod) + " belongs to DaemonSet " + owner + ", which is gone (force)");
            }
            return there || !drain.force();
        }
        return pod.annotations().containsKey("kubernetes.io/config.mirror");
    }

    private static Optional<String> why(KubeObject pod, Action.Drain drain) {
        if (finished(pod)) {
            return Optional.empty();
        }
        boolean local = pod.at("/spec/volumes").valueStream().anyMatch(volume -> volume.has("emptyDir"));
        if (local && !drain.deleteEmptyDirData()) {
            return Optional.of("has local storage (deleteEmptydirData)");
        }
        return controller(pod).isEmpty() && !drain.force()
                ? Optional.of("is declared by no controller, nobody would make it again (force)")
                : Optional.empty();
    }

    private static Optional<JsonNode> controller(KubeObject pod) {
        return pod.at("/metadata/ownerReferences")
                .valueStream()
                .filter(owner -> owner.path("controller").asBoolean(false))
                .findFirst();
    }

    private static boolean finished(KubeObject pod) {
        return FINISHED.contains(pod.at("/status/phase").asString(""));
    }

    static String name(KubeObject pod) {
        return pod.namespace() + "/" + pod.name();
    }
}
