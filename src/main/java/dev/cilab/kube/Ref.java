package dev.cilab.kube;

/**
 * Names a resource type, or one object of it.
 *
 * @param kind      kind, plural, singular or short name, as kubectl takes it, with an optional {@code .group}; the server's discovery decides
 * @param namespace empty = cluster-scoped, or all namespaces where a list is asked for
 * @param name      empty = all
 */
public record Ref(String kind, String namespace, String name) {

    public static Ref all(String kind) {
        return new Ref(kind, "", "");
    }

    public static Ref in(String kind, String namespace) {
        return new Ref(kind, namespace, "");
    }

    public static Ref one(String kind, String namespace, String name) {
        return new Ref(kind, namespace, name);
    }
}
