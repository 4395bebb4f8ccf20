package dev.cilab.sandbox.cluster.controller;

import tools.jackson.databind.node.ObjectNode;

/** The counters of a DaemonSet's status, node by node. */
final class DaemonCounts {

    private int desired;
    private int current;
    private int ready;
    private int available;
    private int updated;
    private int misscheduled;

    /** A node that should run a pod. */
    void wanted(boolean present, boolean isReady, boolean isAvailable, boolean isUpdated) {
        desired++;
        current += present ? 1 : 0;
        ready += isReady ? 1 : 0;
        available += isAvailable ? 1 : 0;
        updated += isUpdated ? 1 : 0;
    }

    /** A node that runs a pod and should not. */
    void misplaced() {
        misscheduled++;
    }

    void write(ObjectNode status) {
        status.put("currentNumberScheduled", current)
                .put("desiredNumberScheduled", desired)
                .put("numberMisscheduled", misscheduled)
                .put("numberReady", ready);
        optional(status, "updatedNumberScheduled", updated);
        optional(status, "numberAvailable", available);
        optional(status, "numberUnavailable", desired - available);
    }

    private static void optional(ObjectNode status, String field, int value) {
        if (value == 0) {
            status.remove(field);
        } else {
            status.put(field, value);
        }
    }
}
