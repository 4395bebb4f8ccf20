package dev.cilab.kube;

import dev.cilab.exec.Command;
import dev.cilab.exec.Line;
import dev.cilab.exec.LineSink;
import dev.cilab.exec.Result;
import dev.cilab.exec.Running;
import dev.cilab.exec.Shell;
import dev.cilab.exec.Unreachable;
import dev.cilab.lab.ClusterName;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.function.Consumer;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A cluster by a context of a kubeconfig. Nothing is asked, read or loaded before the first call. */
public final class KubeCluster implements Cluster {

    private static final String FIELD_MANAGER = "cilab";

    private final ClusterName name;
    private final Path kubeconfig;
    private final String context;
    private Connected connected;

    public KubeCluster(ClusterName name, Path kubeconfig, String context) {
        this.name = name;
        this.kubeconfig = kubeconfig;
        this.context = context;
    }

    private record Connected(Api api, Discovery discovery, String namespace) {}

    @Override
    public ClusterName name() {
        return name;
    }

    private synchronized Connected connected() throws Unreachable {
        if (connected == null) {
            KubeConfig config = KubeConfig.read(kubeconfig);
            Api api = new Api(name.value(), config.config(context));
            connected = new Connected(api, new Discovery(api), config.namespace(context));
        }
        return connected;
    }

    private Api api() throws Unreachable {
        return connected().api();
    }

    private Resource resource(String kind) throws Unreachable {
        return connected().discovery().require(kind);
    }

    @Override
    public String version() throws Unreachable {
        return api().get("/version").path("gitVersion").asString("");
    }

    @Override
    public String uid() throws Unreachable {
        return api().get("/api/v1/namespaces/kube-system").at("/metadata/uid").asString("");
    }

    @Override
    public Optional<KubeObject> get(Ref ref) throws Unreachable {
        try {
            return Optional.of(new KubeObject(api().get(path(ref))));
        } catch (KubeError e) {
            if (e.code() == 404) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public List<KubeObject> list(Ref ref, String labelSelector, String fieldSelector) throws Unreachable {
        return collection(ref, labelSelector, fieldSelector).list();
    }

    @Override
    public List<KubeObject> await(Ref ref, String labelSelector, Predicate<List<KubeObject>> until, Duration longest)
            throws Unreachable {
        return collection(ref, labelSelector, "").await(until, longest);
    }

    /** One object is a collection too: that of its name. */
    private Waiting collection(Ref ref, String labelSelector, String fieldSelector) throws Unreachable {
        Resource resource = resource(ref.kind());
        String fields = ref.name().isEmpty()
                ? fieldSelector
                : "metadata.name=" + ref.name() + (fieldSelector.isEmpty() ? "" : "," + fieldSelector);
        StringJoiner query = new StringJoiner("&");
        if (!labelSelector.isEmpty()) {
            query.add("labelSelector=" + encode(labelSelector));
        }
        if (!fields.isEmpty()) {
            query.add("fieldSelector=" + encode(fields));
        }
        return new Waiting(api(), resource, resource.path(ref.namespace(), ""), query.toString());
    }

    @Override
    public Optional<String> serves(String kind) throws Unreachable {
        return connected().discovery().find(kind).map(Resource::apiVersion);
    }

    @Override
    public KubeObject apply(Permit permit, JsonNode manifest, boolean dryRun) throws Unreachable {
        require(permit);
        String query = "?fieldManager=" + FIELD_MANAGER + "&force=true" + (dryRun ? "&dryRun=All" : "");
        // JSON is YAML
        return send("PATCH", path(manifest, true) + query, "application/apply-patch+yaml", manifest);
    }

    @Override
    public KubeObject patch(Permit permit, Ref ref, PatchType type, JsonNode patch) throws Unreachable {
        return patch(permit, ref, "", type, patch);
    }

    @Override
    public KubeObject patch(Permit permit, Ref ref, String subresource, PatchType type, JsonNode patch)
            throws Unreachable {
        require(permit);
        String contentType =
                switch (type) {
                    case JSON -> "application/json-patch+json";
                    case MERGE -> "application/merge-patch+json";
                    case STRATEGIC -> "application/strategic-merge-patch+json";
                };
        String path = path(ref) + (subresource.isEmpty() ? "" : "/" + subresource) + "?fieldManager=" + FIELD_MANAGER;
        return send("PATCH", path, contentType, patch);
    }

    @Override
    public KubeObject create(Permit permit, JsonNode object) throws Unreachable {
        require(permit);
        return send("POST", path(object, false) + "?fieldManager=" + FIELD_MANAGER, "application/json", object);
    }

    @Override
    public boolean delete(Permit permit, Ref ref) throws Unreachable {
        require(permit);
        JsonNode options = Api.JSON
                .createObjectNode()
                .put("kind", "DeleteOptions")
                .put("apiVersion", "v1")
                .put("propagationPolicy", "Background");
        try {
            api().send("DELETE", path(ref), "application/json", options);
            return true;
        } catch (KubeError e) {
            if (e.code() == 404) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public boolean evict(Permit permit, String namespace, String pod) throws Unreachable {
        require(permit);
        ObjectNode eviction =
                Api.JSON.createObjectNode().put("apiVersion", "policy/v1").put("kind", "Eviction");
        eviction.putObject("metadata").put("name", pod).put("namespace", namespace);
        try {
            api().send("POST", path(Ref.one("pods", namespace, pod)) + "/eviction", "application/json", eviction);
            return true;
        } catch (KubeError e) {
            if (e.code() == 404) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public Result exec(String namespace, String pod, String container, Command command) throws Unreachable {
        return PodExec.run(api(), namespace, pod, container, command);
    }

    @Override
    public Running stream(
            String namespace, String pod, String container, Command command, OutputStream out, Consumer<Line> errors)
            throws Unreachable {
        return PodExec.start(api(), namespace, pod, container, command, out, new LineSink(true, errors));
    }

    @Override
    public String logs(String namespace, String pod, String container, int tail) throws Unreachable {
        String query = "?tailLines=" + tail + (container.isEmpty() ? "" : "&container=" + encode(container));
        return api().text("/api/v1/namespaces/" + namespace + "/pods/" + pod + "/log" + query);
    }

    @Override
    public KubeContext context() {
        return new KubeContext(kubeconfig, context);
    }

    @Override
    public String paste(String kubectlArguments) {
        return "kubectl --kubeconfig " + Shell.quote(kubeconfig.toString()) + " --context " + Shell.quote(context) + " "
                + kubectlArguments;
    }

    private KubeObject send(String method, String path, String contentType, JsonNode body) throws Unreachable {
        return new KubeObject(api().send(method, path, contentType, body));
    }

    /** A permit is for the cluster that answers now, not for a name or an address. */
    private void require(Permit permit) throws Unreachable {
        if (!permit.uid().equals(uid())) {
            throw new Unreachable(
                    name.value(),
                    "this is not the cluster that the permission to write was given for (" + permit.cluster()
                            + "); was it replaced meanwhile?");
        }
    }

    private String path(Ref ref) throws Unreachable {
        Resource resource = resource(ref.kind());
        return resource.path(ref.namespace().isEmpty() ? connected().namespace() : ref.namespace(), ref.name());
    }

    private String path(JsonNode manifest, boolean named) throws Unreachable {
        KubeObject object = new KubeObject(manifest);
        if (object.kind().isEmpty()
                || object.apiVersion().isEmpty()
                || named && object.name().isEmpty()) {
            throw new KubeError(400, "BadRequest", "a manifest needs apiVersion, kind and metadata.name");
        }
        Resource resource = connected().discovery().require(object.apiVersion(), object.kind());
        String namespace = object.namespace().isEmpty() ? connected().namespace() : object.namespace();
        return resource.path(namespace, named ? object.name() : "");
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public synchronized void close() {
        if (connected != null) {
            connected.api().close();
            connected = null;
        }
    }
}
