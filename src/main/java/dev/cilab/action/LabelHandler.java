package dev.cilab.action;

import dev.cilab.action.Missing.NotDone;
import dev.cilab.action.Missing.Todo;
import dev.cilab.env.Scope;
import dev.cilab.exec.Unreachable;
import dev.cilab.kube.Cluster.PatchType;
import dev.cilab.kube.KubeObject;
import dev.cilab.kube.Ref;
import dev.cilab.lab.Action;
import dev.cilab.lab.NodeName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/** {@code label}: labels of nodes, all at the same time. */
final class LabelHandler extends Converging<Action.Label> {

    @Override
    Missing missing(Action.Label action, Scope scope) throws Unreachable, NotDone {
        Target target = Target.of(action, scope);
        Map<String, KubeObject> nodes = new TreeMap<>();
        target.api().list(Ref.all("nodes")).forEach(node -> nodes.put(node.name(), node));
        ObjectNode patch = Merge.metadata("labels", action.set(), action.unset());
        List<KubeObject> wrong = new ArrayList<>();
        for (NodeName name : action.nodes()) {
            KubeObject node = nodes.get(name.value());
            if (node == null) {
                throw new NotDone(
                        "cluster " + target.name() + " has no node " + name,
                        target.api().paste("get nodes"));
            }
            if (Merge.changes(node.json(), patch)) {
                wrong.add(node);
            }
        }
        String names = String.join(" ", wrong.stream().map(KubeObject::name).toList());
        String paste =
                target.api().paste("label nodes " + names + " " + words(action.set(), action.unset()) + " --overwrite");
        List<Todo> todos = wrong.stream()
                .map(node -> new Todo(
                        node.name(),
                        "label " + words(action.set(), action.unset()) + " on " + node.name(),
                        List.of(paste),
                        before(node, action),
                        () -> target.api()
                                .patch(target.permit(), Ref.one("nodes", "", node.name()), PatchType.MERGE, patch)))
                .toList();
        return new Missing(action.nodes().size(), todos, true);
    }

    /** As kubectl takes them: {@code key=value}, and {@code key-} to take one away. */
    static String words(Map<String, String> set, List<String> unset) {
        List<String> words = new ArrayList<>(set.entrySet().stream()
                .map(e -> e.getKey() + "=" + e.getValue())
                .sorted()
                .toList());
        unset.forEach(key -> words.add(key + "-"));
        return String.join(" ", words);
    }

    private static Map<String, String> before(KubeObject node, Action.Label action) {
        Map<String, String> before = new LinkedHashMap<>();
        List<String> keys = new ArrayList<>(action.set().keySet());
        keys.addAll(action.unset());
        keys.stream()
                .filter(node.labels()::containsKey)
                .forEach(k -> before.put(node.name() + " " + k, node.labels().get(k)));
        return before;
    }
}
