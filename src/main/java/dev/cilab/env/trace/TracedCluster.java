package dev.cilab.env.trace;

import dev.cilab.event.Events;
import dev.cilab.exec.Command;
import dev.cilab.exec.Line;
import dev.cilab.exec.Result;
import dev.cilab.exec.Running;
import dev.cilab.exec.Shell;
import dev.cilab.exec.Unreachable;
import dev.cilab.kube.Cluster;
import dev.cilab.kube.ForwardingCluster;
import dev.cilab.kube.KubeObject;
import dev.cilab.kube.Permit;
import dev.cilab.kube.Ref;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/** A cluster whose requests are told as the kubectl commands that do the same. */
final class TracedCluster extends ForwardingCluster {

    private final Events events;

    TracedCluster(Cluster traced, Events events) {
        super(traced);
        this.events = events;
    }

    @Override
    public Optional<KubeObject> get(Ref ref) throws Unreachable {
        return told("get" + object(ref), () -> super.get(ref));
    }

    @Override
    public List<KubeObject> list(Ref ref, String labelSelector, String fieldSelector) throws Unreachable {
        String selectors = option(" -l ", labelSelector) + option(" --field-selector ", fieldSelector);
        return told("get" + object(ref) + selectors, () -> super.list(ref, labelSelector, fieldSelector));
    }

    @Override
    public KubeObject apply(Permit permit, JsonNode manifest, boolean dryRun) throws Unreachable {
        String what = object(manifest) + (dryRun ? " --dry-run=server" : "");
        return told("apply --server-side -f -" + what, () -> super.apply(permit, manifest, dryRun));
    }

    @Override
    public KubeObject patch(Permit permit, Ref ref, PatchType type, JsonNode patch) throws Unreachable {
        return told("patch" + object(ref) + patch(type, patch), () -> super.patch(permit, ref, type, patch));
    }

    @Override
    public KubeObject patch(Permit permit, Ref ref, String subresource, PatchType type, JsonNode patch)
            throws Unreachable {
        String command = "patch" + object(ref) + " --subresource " + subresource + patch(type, patch);
        return told(command, () -> super.patch(permit, ref, subresource, type, patch));
    }

    @Override
    public KubeObject create(Permit permit, JsonNode object) throws Unreachable {
        return told("create -f -" + object(object), () -> super.create(permit, object));
    }

    @Override
    public boolean delete(Permit permit, Ref ref) throws Unreachable {
        return told("delete" + object(ref), () -> super.delete(permit, ref));
    }

    @Override
    public List<KubeObject> await(Ref ref, String labelSelector, Predicate<List<KubeObject>> until, Duration longest)
            throws Unreachable {
        return told(
                "get" + object(ref) + option(" -l ", labelSelector) + " --watch",
                () -> super.await(ref, labelSelector, until, longest));
    }

    @Override
    public boolean evict(Permit permit, String namespace, String pod) throws Unreachable {
        String path = "/api/v1/namespaces/" + namespace + "/pods/" + pod + "/eviction";
        return told("create --raw " + path + " -f -   # policy/v1 Eviction", () -> super.evict(permit, namespace, pod));
    }

    @Override
    public Result exec(String namespace, String pod, String container, Command command) throws Unreachable {
        String where = option(" -n ", namespace) + " " + pod + option(" -c ", container);
        return told(
                "exec" + where + " -- " + Shell.line(command.argv(), command.stdin()),
                () -> super.exec(namespace, pod, container, command));
    }

    @Override
    public Running stream(
            String namespace, String pod, String container, Command command, OutputStream out, Consumer<Line> errors)
            throws Unreachable {
        String where = option(" -n ", namespace) + " " + pod + option(" -c ", container);
        return told(
                "exec" + where + " -- " + Shell.line(command.argv(), command.stdin()),
                () -> super.stream(namespace, pod, container, command, out, errors));
    }

    @Override
    public String logs(String namespace, String pod, String container, int tail) throws Unreachable {
        String where = option(" -n ", namespace) + " " + pod + option(" -c ", container) + " --tail " + tail;
        return told("logs" + where, () -> super.logs(namespace, pod, container, tail));
    }

    private <T> T told(String arguments, Stopwatch.Work<T> work) throws Unreachable {
        return Stopwatch.told(events, name().value(), paste(arguments), work);
    }

    private static String object(Ref ref) {
        return option(" -n ", ref.namespace()) + " " + ref.kind() + option(" ", ref.name());
    }

    /** What is applied is named, not shown: it may be long, and it may be secret. */
    private static String object(JsonNode manifest) {
        String kind = manifest.path("kind").asString("");
        return "   # " + kind.toLowerCase(Locale.ROOT) + "/"
                + manifest.path("metadata").path("name").asString("");
    }

    private static String patch(PatchType type, JsonNode patch) {
        return " --type " + type.name().toLowerCase(Locale.ROOT) + " -p " + Shell.quote(patch.toString());
    }

    private static String option(String name, String value) {
        return value.isEmpty() ? "" : name + value;
    }
}
