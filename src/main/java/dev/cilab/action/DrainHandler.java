package dev.cilab.action;

import dev.cilab.action.Missing.NotDone;
import dev.cilab.action.Missing.Todo;
import dev.cilab.env.Scope;
import dev.cilab.exec.Unreachable;
import dev.cilab.kube.KubeObject;
import dev.cilab.kube.Ref;
import dev.cilab.lab.Action;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * {@code drain}: what {@code kubectl drain --ignore-daemonsets} does, with one difference: what would make it refuse is looked for before the
 * node is cordoned, so that a refused drain changes nothing. A drain that would leave no node for the pods is refused as well.
 */
final class DrainHandler extends Converging<Action.Drain> {

    @Override
    Missing missing(Action.Drain action, Scope scope) throws Unreachable, NotDone {
        Target target = Target.of(action, scope);
        Cordon cordon = Cordon.of(target, action.node());
        List<KubeObject> pods = Evictable.of(target.api(), action);
        List<Todo> todos = new ArrayList<>();
        if (!cordon.closed()) {
            refuseLast(target, action);
            todos.add(cordon.change(true));
        }
        if (!pods.isEmpty()) {
            String flags =
                    (action.deleteEmptyDirData() ? " --delete-emptydir-data" : "") + (action.force() ? " --force" : "");
            String drain = "drain " + action.node() + " --ignore-daemonsets" + flags + " --timeout="
                    + action.timeout().toSeconds() + "s";
            todos.add(new Todo(
                    target.name(),
                    "evict "
                            + String.join(
                                    ", ", pods.stream().map(KubeObject::name).toList()),
                    List.of(target.api().paste(drain)),
                    () -> new Eviction(target, action.timeout()).of(pods)));
        }
        return new Missing(2, todos, false);
    }

    private static void refuseLast(Target target, Action.Drain action) throws Unreachable, NotDone {
        boolean others = target.api().list(Ref.all("nodes")).stream()
                .filter(node -> !node.name().equals(action.node().value()))
                .anyMatch(node -> !Cordon.closed(node) && ready(node) && takesPods(node));
        if (!others) {
            throw new NotDone(
                    action.node() + " is the last node that takes pods; drained, they would find no place",
                    target.api().paste("get nodes"));
        }
    }

    private static boolean ready(KubeObject node) {
        return node.at("/status/conditions")
                .valueStream()
                .anyMatch(each -> each.path("type").asString("").equals("Ready")
                        && each.path("status").asString("").equals("True"));
    }

    private static boolean takesPods(KubeObject node) {
        JsonNode taints = node.at("/spec/taints");
        return taints.valueStream()
                .noneMatch(taint -> taint.path("effect").asString("").startsWith("No"));
    }
}
