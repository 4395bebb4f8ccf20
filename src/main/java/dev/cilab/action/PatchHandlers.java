package dev.cilab.action;

import dev.cilab.action.Missing.NotDone;
import dev.cilab.action.Missing.Todo;
import dev.cilab.env.Scope;
import dev.cilab.exec.Unreachable;
import dev.cilab.kube.Cluster.PatchType;
import dev.cilab.kube.KubeObject;
import dev.cilab.kube.Ref;
import dev.cilab.lab.Action;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** The three actions that change a part of one object: all are a merge patch, told in kubectl's different words. */
final class PatchHandlers {

    private PatchHandlers() {}

    static final class Patch extends Converging<Action.Patch> {
        @Override
        Missing missing(Action.Patch action, Scope scope) throws Unreachable, NotDone {
            Ref ref = Ref.one(action.kind(), action.namespace(), action.name());
            ObjectNode patch = Merge.of(action.patch());
            String kubectl = "patch " + title(ref) + " --type merge -p '" + patch + "'";
            return one(Target.of(action, scope), ref, "", patch, "patch " + title(ref), kubectl);
        }
    }

    static final class Annotate extends Converging<Action.Annotate> {
        @Override
        Missing missing(Action.Annotate action, Scope scope) throws Unreachable, NotDone {
            Ref ref = Ref.one(action.kind(), action.namespace(), action.name());
            ObjectNode patch = Merge.metadata("annotations", action.set(), action.unset());
            String words = LabelHandler.words(action.set(), action.unset());
            return one(
                    Target.of(action, scope),
                    ref,
                    "",
                    patch,
                    "annotate " + title(ref),
                    "annotate " + title(ref) + " " + words + " --overwrite");
        }
    }

    static final class Scale extends Converging<Action.Scale> {
        @Override
        Missing missing(Action.Scale action, Scope scope) throws Unreachable, NotDone {
            Ref ref = Ref.one(action.kind(), action.namespace(), action.name());
            ObjectNode patch = Merge.of(Map.of("spec", Map.of("replicas", action.replicas())));
            String what = "scale " + title(ref) + " to " + action.replicas();
            return one(
                    Target.of(action, scope),
                    ref,
                    "scale",
                    patch,
                    what,
                    "scale " + title(ref) + " --replicas " + action.replicas());
        }
    }

    private static String title(Ref ref) {
        return ref.kind() + "/" + ref.name();
    }

    private static Missing one(
            Target target, Ref ref, String subresource, ObjectNode patch, String what, String kubectl)
            throws Unreachable, NotDone {
        String namespace = ref.namespace().isEmpty() ? "" : "-n " + ref.namespace() + " ";
        KubeObject live = target.api()
                .get(ref)
                .orElseThrow(() ->
                        new NotDone("there is no " + title(ref), target.api().paste(namespace + "get " + ref.kind())));
        if (!Merge.changes(live.json(), patch)) {
            return new Missing(1, List.of(), false);
        }
        Todo todo = new Todo(target.name(), what, List.of(target.api().paste(namespace + kubectl)), () -> {
            if (subresource.isEmpty()) {
                target.api().patch(target.permit(), ref, PatchType.MERGE, patch);
            } else {
                target.api().patch(target.permit(), ref, subresource, PatchType.MERGE, patch);
            }
        });
        return new Missing(1, List.of(todo), false);
    }
}
