package dev.cilab.sandbox.api.http;

import dev.cilab.sandbox.api.registry.Resource;
import java.util.List;

/** How discovery describes what lies under an object. @param version of the kind's group */
record Subresource(String name, String group, String version, String kind, List<String> verbs) {

    private static final List<String> CREATE = List.of("create");
    private static final List<String> CONNECT = List.of("create", "get");
    private static final List<String> CHANGE = List.of("get", "patch", "update");

    static Subresource of(Resource resource, String name) {
        return switch (name) {
            case "attach" -> new Subresource(name, "", "v1", "PodAttachOptions", CONNECT);
            case "exec" -> new Subresource(name, "", "v1", "PodExecOptions", CONNECT);
            case "portforward" -> new Subresource(name, "", "v1", "PodPortForwardOptions", CONNECT);
            case "binding" -> new Subresource(name, "", "v1", "Binding", CREATE);
            case "eviction" -> new Subresource(name, "policy", "v1", "Eviction", CREATE);
            case "log" -> new Subresource(name, "", "v1", "Pod", List.of("get"));
            case "scale" -> new Subresource(name, "autoscaling", "v1", "Scale", CHANGE);
            case "token" -> new Subresource(name, "authentication.k8s.io", "v1", "TokenRequest", CREATE);
            case "finalize" -> own(resource, name, List.of("update"));
            default -> own(resource, name, CHANGE);
        };
    }

    /** True when its kind belongs to another group version than the object's. */
    boolean foreign(Resource resource) {
        return !group.equals(resource.type().group())
                || !version.equals(resource.type().version());
    }

    private static Subresource own(Resource resource, String name, List<String> verbs) {
        return new Subresource(
                name,
                resource.type().group(),
                resource.type().version(),
                resource.type().kind(),
                verbs);
    }
}
