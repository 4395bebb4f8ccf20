package dev.cilab.probe.kube;

import dev.cilab.kube.KubeObject;

/** Conditions in an object's status. */
public final class Conditions {

    private Conditions() {}

    /** Is there a condition of that type with status True? */
    public static boolean isTrue(KubeObject object, String type) {
        return object.at("/status/conditions")
                .valueStream()
                .anyMatch(c -> c.path("type").asString("").equals(type)
                        && c.path("status").asString("").equals("True"));
    }

    /** Empty when there is no such condition. */
    public static String reason(KubeObject object, String type) {
        return text(object, type, "reason");
    }

    /** Empty when there is no such condition. */
    public static String message(KubeObject object, String type) {
        return text(object, type, "message");
    }

    private static String text(KubeObject object, String type, String field) {
        return object.at("/status/conditions")
                .valueStream()
                .filter(c -> c.path("type").asString("").equals(type))
                .findFirst()
                .map(c -> c.path(field).asString(""))
                .orElse("");
    }
}
