package dev.cilab.sandbox.cluster.machinery;

import dev.cilab.sandbox.api.Objects;
import dev.cilab.sandbox.api.ResourceType;

/** The resource types that Kubernetes' own controllers work on. */
public record Kinds(
        ResourceType pods,
        ResourceType nodes,
        ResourceType services,
        ResourceType endpoints,
        ResourceType events,
        ResourceType configMaps,
        ResourceType secrets,
        ResourceType deployments,
        ResourceType replicaSets,
        ResourceType daemonSets,
        ResourceType statefulSets,
        ResourceType controllerRevisions,
        ResourceType jobs,
        ResourceType endpointSlices,
        ResourceType leases,
        ResourceType disruptionBudgets) {

    public static Kinds of(Objects objects) {
        return new Kinds(
                objects.type("v1", "Pod"),
                objects.type("v1", "Node"),
                objects.type("v1", "Service"),
                objects.type("v1", "Endpoints"),
                objects.type("v1", "Event"),
                objects.type("v1", "ConfigMap"),
                objects.type("v1", "Secret"),
                objects.type("apps/v1", "Deployment"),
                objects.type("apps/v1", "ReplicaSet"),
                objects.type("apps/v1", "DaemonSet"),
                objects.type("apps/v1", "StatefulSet"),
                objects.type("apps/v1", "ControllerRevision"),
                objects.type("batch/v1", "Job"),
                objects.type("discovery.k8s.io/v1", "EndpointSlice"),
                objects.type("coordination.k8s.io/v1", "Lease"),
                objects.type("policy/v1", "PodDisruptionBudget"));
    }
}
