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
}
