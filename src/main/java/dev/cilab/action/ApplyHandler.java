package dev.cilab.action;

import dev.cilab.action.Documents.Document;
import dev.cilab.action.Missing.NotDone;
import dev.cilab.action.Missing.Todo;
import dev.cilab.env.Scope;
import dev.cilab.exec.Unreachable;
import dev.cilab.kube.Guard;
import dev.cilab.kube.KubeObject;
import dev.cilab.kube.Ref;
import dev.cilab.lab.Action;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code apply}: server-side. The server itself says, by a dry run, whether anything would change. */
final class ApplyHandler extends Converging<Action.Apply> {

    /** Fields that the server keeps for itself. */
    private static final List<String> BOOKKEEPING =
            List.of("managedFields", "resourceVersion", "generation", "creationTimestamp", "uid", "selfLink");

    @Override
    Missing missing(Action.Apply action, Scope scope) throws Unreachable, Guard.Refused, NotDone {
        Target target = Target.of(action, scope);
        List<Document> documents = Documents.read(action.manifests());
        List<Todo> todos = new ArrayList<>();
        for (Document each : documents) {
            Document document = Documents.served(target.api(), each);
            KubeObject result = target.api().apply(target.permit(), document.json(), true);
            Optional<KubeObject> live = target.api().get(Ref.one(document.type(), result.namespace(), document.name()));
            if (live.isEmpty() || !essence(live.get().json()).equals(essence(result.json()))) {
                todos.add(todo(target, document, live.isPresent()));
            }
        }
        return new Missing(documents.size(), todos, false);
    }

    private static Todo todo(Target target, Document document, boolean exists) {
        return new Todo(
                target.name(),
                (exists ? "change " : "create ") + document.title(),
                List.of(target.api().paste("apply --server-side -f " + document.path())),
                () -> target.api().apply(target.permit(), document.json(), false));
    }

    /** What a person means by the object: neither the server's bookkeeping nor the status. */
    static JsonNode essence(JsonNode object) {
        ObjectNode essence = ((ObjectNode) object).deepCopy();
        essence.remove("status");
        if (essence.get("metadata") instanceof ObjectNode metadata) {
            metadata.remove(BOOKKEEPING);
        }
        return essence;
    }
}
