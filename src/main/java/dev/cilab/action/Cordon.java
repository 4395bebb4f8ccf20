package dev.cilab.action;

import dev.cilab.action.Missing.NotDone;
import dev.cilab.action.Missing.Todo;
import dev.cilab.exec.Unreachable;
import dev.cilab.kube.Cluster.PatchType;
import dev.cilab.kube.KubeObject;
import dev.cilab.kube.Ref;
import dev.cilab.lab.NodeName;
import java.util.List;
import java.util.Map;

/** Whether pods may be scheduled to a node, and how that is changed. */
record Cordon(Target target, KubeObject node) {

    static Cordon of(Target target, NodeName name) throws Unreachable, NotDone {
        KubeObject node = target.api()
                .get(Ref.one("nodes", "", name.value()))
                .orElseThrow(() -> new NotDone(
                        "cluster " + target.name() + " has no node " + name,
                        target.api().paste("get nodes")));
        return new Cordon(target, node);
    }

    boolean closed() {
        return closed(node);
    }

    static boolean closed(KubeObject node) {
        return node.at("/spec/unschedulable").asBoolean(false);
    }

    Todo change(boolean close) {
        String verb = close ? "cordon" : "uncordon";
        return new Todo(
                node.name(),
                verb + " " + node.name(),
                List.of(target.api().paste(verb + " " + node.name())),
                () -> target.api()
                        .patch(
                                target.permit(),
                                Ref.one("nodes", "", node.name()),
                                PatchType.STRATEGIC,
                                Merge.of(Map.of("spec", Map.of("unschedulable", close)))));
    }
}
