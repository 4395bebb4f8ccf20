package dev.cilab.sandbox.api.http;

import dev.cilab.sandbox.api.Tables;
import dev.cilab.sandbox.api.registry.Errors;
import dev.cilab.sandbox.api.registry.Resource;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A watch as it was asked for.
 *
 * @param start          where it begins
 * @param since          the revision, where {@code start} is {@link Start#REVISION}
 * @param timeoutSeconds after which the stream ends in good order
 */
record WatchRequest(
        Resource resource,
        String namespace,
        ListRequest list,
        Representation representation,
        Tables.Include include,
        Start start,
        long since,
        boolean bookmarks,
        long timeoutSeconds) {

    private static final long MIN_TIMEOUT = 1800;

    /** What the first events are. */
    enum Start {
        /** Everything there is as ADDED, then changes. */
        STATE,
        /** The same, closed by a bookmark that says so. */
        STATE_THEN_BOOKMARK,
        /** Changes after a revision. */
        REVISION
    }

    static WatchRequest parse(
            Resource resource, String namespace, Query query, ListRequest list, Representation representation) {
        boolean initial = query.flag("sendInitialEvents");
        if (query.parameters().containsKey("sendInitialEvents")) {
            if (!list.match().equals("NotOlderThan")) {
                throw ListRequest.invalid("resourceVersionMatch: Forbidden: sendInitialEvents requires setting"
                        + " resourceVersionMatch to NotOlderThan");
            }
        } else if (!list.match().isEmpty()) {
            throw ListRequest.invalid(
                    "resourceVersionMatch: Forbidden: resourceVersionMatch is forbidden for watch unless sendInitialEvents is"
                            + " provided");
        }
        if (initial && !query.flag("allowWatchBookmarks")) {
            throw ListRequest.invalid(
                    "allowWatchBookmarks: Forbidden: sendInitialEvents requires setting allowWatchBookmarks to true");
        }
        long timeout = query.number("timeoutSeconds", 0);
        if (timeout < 0) {
            throw Errors.badRequest("timeoutSeconds must not be negative");
        }
        long since = list.revision();
        Start start = initial ? Start.STATE_THEN_BOOKMARK : since == 0 ? Start.STATE : Start.REVISION;
        return new WatchRequest(
                resource,
                namespace,
                list,
                representation,
                Presenter.include(query),
                start,
                since,
                query.flag("allowWatchBookmarks"),
                timeout == 0 ? MIN_TIMEOUT + ThreadLocalRandom.current().nextLong(MIN_TIMEOUT) : timeout);
    }
}
