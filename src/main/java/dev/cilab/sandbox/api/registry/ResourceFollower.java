package dev.cilab.sandbox.api.registry;

import dev.cilab.sandbox.api.store.Bucket;
import dev.cilab.sandbox.api.store.Store;
import dev.cilab.sandbox.api.store.StoreEvent;

/** Serves CustomResourceDefinitions the moment they are stored. */
public final class ResourceFollower {

    private static final Bucket DEFINITIONS = new Bucket("apiextensions.k8s.io", "customresourcedefinitions");

    private ResourceFollower() {}

    /** Keeps the table in step with the store, inside its lock: who sees the CRD stored also sees it served. */
    public static void connect(Store store, ResourceTable resources) {
        store.follow(event -> {
            if (!event.bucket().equals(DEFINITIONS)) {
                return;
            }
            if (event.kind() == StoreEvent.Kind.DELETED) {
                resources.forget(event.key().name());
            } else {
                resources.define(event.object());
            }
        });
    }
}
