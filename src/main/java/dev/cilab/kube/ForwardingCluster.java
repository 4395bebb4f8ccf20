package dev.cilab.kube;

import dev.cilab.exec.Command;
import dev.cilab.exec.Line;
import dev.cilab.exec.Result;
import dev.cilab.exec.Running;
import dev.cilab.exec.Unreachable;
import dev.cilab.lab.ClusterName;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/** A cluster that hands everything on to another one: what wraps a cluster overrides what it changes. */
public abstract class ForwardingCluster implements Cluster {

    private final Cluster inner;

    protected ForwardingCluster(Cluster inner) {
        this.inner = inner;
    }

    @Override
    public ClusterName name() {
        return inner.name();
    }

    @Override
    public String version() throws Unreachable {
        return inner.version();
    }

    @Override
    public String uid() throws Unreachable {
        return inner.uid();
    }

    @Override
    public Optional<KubeObject> get(Ref ref) throws Unreachable {
        return inner.get(ref);
    }

    @Override
    public List<KubeObject> list(Ref ref, String labelSelector, String fieldSelector) throws Unreachable {
        return inner.list(ref, labelSelector, fieldSelector);
    }

    @Override
    public Optional<String> serves(String kind) throws Unreachable {
        return inner.serves(kind);
    }

    @Override
    public KubeObject apply(Permit permit, JsonNode manifest, boolean dryRun) throws Unreachable {
        return inner.apply(permit, manifest, dryRun);
    }

    @Override
    public KubeObject patch(Permit permit, Ref ref, PatchType type, JsonNode patch) throws Unreachable {
        return inner.patch(permit, ref, type, patch);
    }

    @Override
    public KubeObject patch(Permit permit, Ref ref, String subresource, PatchType type, JsonNode patch)
            throws Unreachable {
        return inner.patch(permit, ref, subresource, type, patch);
    }

    @Override
    public KubeObject create(Permit permit, JsonNode object) throws Unreachable {
        return inner.create(permit, object);
    }

    @Override
    public boolean evict(Permit permit, String namespace, String pod) throws Unreachable {
        return inner.evict(permit, namespace, pod);
    }

    @Override
    public boolean delete(Permit permit, Ref ref) throws Unreachable {
        return inner.delete(permit, ref);
    }

    @Override
    public List<KubeObject> await(Ref ref, String labelSelector, Predicate<List<KubeObject>> until, Duration longest)
            throws Unreachable {
        return inner.await(ref, labelSelector, until, longest);
    }

    @Override
    public Result exec(String namespace, String pod, String container, Command command) throws Unreachable {
        return inner.exec(namespace, pod, container, command);
    }

    @Override
    public Running stream(
            String namespace, String pod, String container, Command command, OutputStream out, Consumer<Line> errors)
            throws Unreachable {
        return inner.stream(namespace, pod, container, command, out, errors);
    }

    @Override
    public String logs(String namespace, String pod, String container, int tail) throws Unreachable {
        return inner.logs(namespace, pod, container, tail);
    }

    @Override
    public KubeContext context() {
        return inner.context();
    }

    @Override
    public String paste(String kubectlArguments) {
        return inner.paste(kubectlArguments);
    }

    @Override
    public void close() {
        inner.close();
    }
}
