package dev.cilab.sandbox.api.http;

import dev.cilab.sandbox.api.ApiError;
import dev.cilab.sandbox.api.registry.Errors;
import dev.cilab.sandbox.api.registry.Resource;
import dev.cilab.sandbox.api.store.FieldSelector;
import dev.cilab.sandbox.api.store.LabelSelector;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import tools.jackson.databind.node.ObjectNode;

/**
 * The options of a list or watch.
 *
 * @param resourceVersion empty = the newest; {@code 0} = any
 * @param match           resourceVersionMatch: empty, {@code Exact} or {@code NotOlderThan}
 * @param limit           0 = no limit
 */
record ListRequest(
        LabelSelector labels,
        FieldSelector fields,
        String resourceVersion,
        String match,
        long limit,
        String continueToken) {

    private static final Set<String> MATCHES = Set.of("", "Exact", "NotOlderThan");

    /** @throws ApiError 400 or 422 when an option cannot be understood */
    static ListRequest parse(Resource resource, Query query) {
        LabelSelector labels = LabelSelector.parse(query.text("labelSelector"));
        FieldSelector fields = FieldSelector.parse(query.text("fieldSelector"));
        FieldLabels.check(resource, fields, query);
        ListRequest request = new ListRequest(
                labels,
                fields,
                query.text("resourceVersion"),
                query.text("resourceVersionMatch"),
                query.number("limit", 0),
                query.text("continue"));
        request.check(query.flag("watch"));
        return request;
    }

    Predicate<ObjectNode> selection() {
        return object -> labels.test(object) && fields.test(object);
    }

    /** The same, for one object only. */
    ListRequest named(String name) {
        List<FieldSelector.Requirement> requirements = new ArrayList<>(fields.requirements());
        requirements.add(new FieldSelector.Requirement("metadata.name", true, name));
        return new ListRequest(labels, new FieldSelector(requirements), resourceVersion, match, limit, continueToken);
    }

    boolean selectsAll() {
        return labels.requirements().isEmpty() && fields.requirements().isEmpty();
    }

    /** @return 0 when none or any is asked for */
    long revision() {
        return resourceVersion.isEmpty() ? 0 : revision(resourceVersion);
    }

    static long revision(String text) {
        try {
            long revision = Long.parseUnsignedLong(text);
            if (revision >= 0) {
                return revision;
            }
        } catch (NumberFormatException notANumber) {
            // told below, like a number out of range
        }
        throw Errors.badRequest("Invalid value: \"" + text + "\": resourceVersion: strconv.ParseUint: parsing \"" + text
                + "\": invalid syntax");
    }

    private void check(boolean watch) {
        if (!MATCHES.contains(match)) {
            throw invalid("resourceVersionMatch: Unsupported value: \"" + match
                    + "\": supported values: \"Exact\", \"NotOlderThan\", \"\"");
        }
        if (!watch && !match.isEmpty() && resourceVersion.isEmpty()) {
            throw invalid(
                    "resourceVersionMatch: Forbidden: resourceVersionMatch is forbidden unless resourceVersion is provided");
        }
        if (!watch && match.equals("Exact") && resourceVersion.equals("0")) {
            throw invalid(
                    "resourceVersionMatch: Forbidden: resourceVersionMatch \"Exact\" is forbidden for resourceVersion \"0\"");
        }
        if (!continueToken.isEmpty() && !match.isEmpty()) {
            throw invalid(
                    "resourceVersionMatch: Forbidden: resourceVersionMatch is forbidden when continue is provided");
        }
        if (limit < 0) {
            throw Errors.badRequest("limit must not be negative");
        }
        revision();
    }

    static ApiError invalid(String what) {
        return new ApiError(422, "Invalid", "ListOptions.meta.k8s.io \"\" is invalid: " + what);
    }
}
