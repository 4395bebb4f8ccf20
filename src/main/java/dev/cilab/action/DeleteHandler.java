package dev.cilab.action;

import dev.cilab.action.Documents.Document;
import dev.cilab.action.Missing.NotDone;
import dev.cilab.action.Missing.Todo;
import dev.cilab.env.Scope;
import dev.cilab.exec.Unreachable;
import dev.cilab.kube.Cluster;
import dev.cilab.kube.Guard;
import dev.cilab.kube.KubeObject;
import dev.cilab.kube.Ref;
import dev.cilab.lab.Action;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** {@code delete}: what the manifests name, waiting until it is really gone. A kind that is not served any more is gone too. */
final class DeleteHandler extends Converging<Action.Delete> {

    private static final Duration LONGEST = Duration.ofSeconds(60);

    @Override
    Missing missing(Action.Delete action, Scope scope) throws Unreachable, NotDone {
        Target target = Target.of(action, scope);
        List<Document> documents = Documents.read(action.manifests());
        List<Todo> todos = new ArrayList<>();
        for (Document document : documents) {
            Ref ref = located(target.api(), document);
            if (target.api().serves(document.type()).isPresent()
                    && target.api().get(ref).isPresent()) {
                todos.add(new Todo(
                        target.name(),
                        "delete " + document.title(),
                        List.of(target.api().paste("delete -f " + document.path())),
                        () -> delete(target, ref)));
            }
        }
        return new Missing(documents.size(), todos, false);
    }

    /** A manifest without a namespace means {@code default}, unless its kind has none: only the object itself tells. */
    private static Ref located(Cluster api, Document document) throws Unreachable {
        Ref ref = document.ref();
        if (!ref.namespace().isEmpty() || api.serves(document.type()).isEmpty()) {
            return ref;
        }
        return api.list(Ref.all(document.type()), "", "metadata.name=" + document.name()).stream()
                .map(KubeObject::namespace)
                .filter(namespace -> namespace.isEmpty() || namespace.equals("default"))
                .findFirst()
                .map(namespace -> Ref.one(document.type(), namespace, document.name()))
                .orElse(Ref.one(document.type(), "default", document.name()));
    }

    private static void delete(Target target, Ref ref) throws Unreachable, NotDone, Guard.Refused {
        target.api().delete(target.permit(), ref);
        List<KubeObject> left = target.api()
                .await(
                        Ref.in(ref.kind(), ref.namespace()),
                        "",
                        all -> all.stream().noneMatch(o -> o.name().equals(ref.name())),
                        LONGEST);
        if (left.stream().anyMatch(o -> o.name().equals(ref.name()))) {
            throw new NotDone(
                    ref.kind() + " " + ref.name() + " is still there after " + LONGEST.toSeconds() + " s",
                    target.api().paste("get " + ref.kind() + " " + ref.name() + " -o yaml"));
        }
    }
}
