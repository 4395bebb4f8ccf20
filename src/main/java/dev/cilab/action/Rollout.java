package dev.cilab.action;

import dev.cilab.kube.KubeObject;

/** How far a DaemonSet, Deployment or StatefulSet has come, by the rules of {@code kubectl rollout status}. */
record Rollout(boolean observed, int wanted, int updated, int ready, int present) {

    static Rollout of(KubeObject workload) {
        boolean observed = workload.at("/status/observedGeneration").asLong(0)
                >= workload.at("/metadata/generation").asLong(0);
        if (workload.kind().equals("DaemonSet")) {
            int wanted = number(workload, "/status/desiredNumberScheduled");
            return new Rollout(
                    observed,
                    wanted,
                    number(workload, "/status/updatedNumberScheduled"),
                    number(workload, "/status/numberReady"),
                    wanted);
        }
        return new Rollout(
                observed,
                workload.at("/spec/replicas").asInt(1),
                number(workload, "/status/updatedReplicas"),
                number(workload, "/status/readyReplicas"),
                number(workload, "/status/replicas"));
    }

    private static int number(KubeObject workload, String pointer) {
        return workload.at(pointer).asInt(0);
    }

    boolean complete() {
        return observed && updated >= wanted && ready >= wanted && present <= wanted;
    }

    @Override
    public String toString() {
        return updated + " of " + wanted + " updated, " + ready + " ready";
    }
}
