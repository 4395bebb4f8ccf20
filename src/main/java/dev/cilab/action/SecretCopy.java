package dev.cilab.action;

import dev.cilab.action.Missing.NotDone;
import dev.cilab.action.Missing.Todo;
import dev.cilab.exec.Unreachable;
import dev.cilab.kube.Cluster;
import dev.cilab.kube.Cluster.PatchType;
import dev.cilab.kube.Guard;
import dev.cilab.kube.KubeObject;
import dev.cilab.kube.Ref;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Copying a Secret into one cluster. A mark on the copy stays until what the former one had signed is new as well, so that a run that is cut
 * off is finished by the next one.
 *
 * @param replace the content is not there yet
 * @param signed  Secrets with certificates of the former one
 * @param reissue makes new ones; empty where there were none
 */
record SecretCopy(Target target, Ref ref, KubeObject source, boolean replace, List<Ref> signed, Optional<Todo> reissue)
        implements Missing.Work {

    private static final String MARK = "cilab.dev/reissue";
    /** By these Helm knows an object for its own. */
    private static final String MANAGED_BY = "app.kubernetes.io/managed-by";

    private static final List<String> RELEASE = List.of("meta.helm.sh/release-name", "meta.helm.sh/release-namespace");

    static boolean reissuing(KubeObject secret) {
        return secret.annotations().containsKey(MARK);
    }

    @Override
    public void run() throws Unreachable, Guard.Refused, NotDone {
        if (replace) {
            target.api().delete(target.permit(), ref);
            target.api().create(target.permit(), fresh());
        }
        if (reissue.isEmpty()) {
            return;
        }
        if (replace) {
            for (Ref each : signed) {
                target.api().delete(target.permit(), each);
            }
        }
        reissue.get().work().run();
        target.api()
                .patch(target.permit(), ref, PatchType.MERGE, Merge.metadata("annotations", Map.of(), List.of(MARK)));
    }

    /** Only content and ownership: a copied uid or resourceVersion would be refused, or worse, believed. */
    private ObjectNode fresh() {
        ObjectNode secret = JsonMapper.shared().createObjectNode();
        secret.put("apiVersion", "v1").put("kind", "Secret");
        secret.put("type", source.at("/type").asString("Opaque"));
        ObjectNode metadata = secret.putObject("metadata");
        metadata.put("name", ref.name()).put("namespace", ref.namespace());
        ObjectNode labels = metadata.putObject("labels");
        Optional.ofNullable(source.labels().get(MANAGED_BY)).ifPresent(value -> labels.put(MANAGED_BY, value));
        ObjectNode annotations = metadata.putObject("annotations");
        RELEASE.forEach(key ->
                Optional.ofNullable(source.annotations().get(key)).ifPresent(value -> annotations.put(key, value)));
        if (reissue.isPresent()) {
            annotations.put(MARK, "pending");
        }
        secret.set("data", source.at("/data").deepCopy());
        return secret;
    }

    List<String> paste(Cluster from) {
        String namespace = "-n " + ref.namespace() + " ";
        List<String> lines = new ArrayList<>();
        if (replace) {
            lines.add(target.api().paste(namespace + "delete secret " + ref.name()));
            lines.add(from.paste(namespace + "get secret " + ref.name() + " -o yaml") + " | "
                    + target.api().paste("create -f -"));
            if (!signed.isEmpty()) {
                lines.add(target.api()
                        .paste(namespace + "delete secret "
                                + String.join(
                                        " ", signed.stream().map(Ref::name).toList())));
            }
        }
        return lines;
    }
}
