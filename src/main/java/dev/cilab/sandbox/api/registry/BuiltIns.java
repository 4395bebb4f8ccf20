package dev.cilab.sandbox.api.registry;

import dev.cilab.sandbox.api.ResourceType;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The types that are there without any CustomResourceDefinition, as Kubernetes 1.33 names them. */
final class BuiltIns {

    static final List<String> ALL_VERBS =
            List.of("create", "delete", "deletecollection", "get", "list", "patch", "update", "watch");
    private static final List<String> CREATE_ONLY = List.of("create");

    private final List<Resource> resources = new ArrayList<>();

    static List<Resource> resources() {
        BuiltIns builtIns = new BuiltIns();
        builtIns.core();
        builtIns.workloads();
        builtIns.network();
        builtIns.access();
        builtIns.rest();
        return List.copyOf(builtIns.resources);
    }

    private void core() {
        Group v1 = new Group("", "v1");
        v1.cluster("Namespace", "namespaces", "ns").with("status", "finalize");
        v1.cluster("Node", "nodes", "no").with("status");
        v1.cluster("PersistentVolume", "persistentvolumes", "pv").with("status");
        v1.namespaced("ConfigMap", "configmaps", "cm");
        v1.namespaced("Endpoints", "endpoints", "ep");
        v1.namespaced("Event", "events", "ev");
        v1.namespaced("LimitRange", "limitranges", "limits");
        v1.namespaced("PersistentVolumeClaim", "persistentvolumeclaims", "pvc").with("status");
        v1.namespaced("Pod", "pods", "po")
                .in("all")
                .with("status", "attach", "binding", "ephemeralcontainers", "eviction", "exec", "log", "portforward");
        v1.namespaced("ReplicationController", "replicationcontrollers", "rc")
                .in("all")
                .with("status", "scale")
                .generated();
        v1.namespaced("ResourceQuota", "resourcequotas", "quota").with("status");
        v1.namespaced("Secret", "secrets");
        v1.namespaced("ServiceAccount", "serviceaccounts", "sa").with("token");
        v1.namespaced("Service", "services", "svc").in("all").with("status");
    }

    private void workloads() {
        Group apps = new Group("apps", "v1");
        apps.namespaced("ControllerRevision", "controllerrevisions");
        apps.namespaced("DaemonSet", "daemonsets", "ds")
                .in("all")
                .with("status")
                .generated();
        apps.namespaced("Deployment", "deployments", "deploy")
                .in("all")
                .with("status", "scale")
                .generated();
        apps.namespaced("ReplicaSet", "replicasets", "rs")
                .in("all")
                .with("status", "scale")
                .generated();
        apps.namespaced("StatefulSet", "statefulsets", "sts")
                .in("all")
                .with("status", "scale")
                .generated();
        Group batch = new Group("batch", "v1");
        batch.namespaced("CronJob", "cronjobs", "cj").in("all").with("status").generated();
        batch.namespaced("Job", "jobs").in("all").with("status").generated();
        Group autoscaling = new Group("autoscaling", "v2");
        autoscaling
                .namespaced("HorizontalPodAutoscaler", "horizontalpodautoscalers", "hpa")
                .in("all")
                .with("status");
        Group policy = new Group("policy", "v1");
        policy.namespaced("PodDisruptionBudget", "poddisruptionbudgets", "pdb")
                .with("status")
                .generated();
    }

    private void network() {
        Group networking = new Group("networking.k8s.io", "v1");
        networking.cluster("IngressClass", "ingressclasses").generated();
        networking.namespaced("Ingress", "ingresses", "ing").with("status").generated();
        networking.namespaced("NetworkPolicy", "networkpolicies", "netpol").generated();
        new Group("discovery.k8s.io", "v1")
                .namespaced("EndpointSlice", "endpointslices")
                .generated();
    }

    private void access() {
        Group rbac = new Group("rbac.authorization.k8s.io", "v1");
        rbac.cluster("ClusterRoleBinding", "clusterrolebindings");
        rbac.cluster("ClusterRole", "clusterroles");
        rbac.namespaced("RoleBinding", "rolebindings");
        rbac.namespaced("Role", "roles");
        Group authentication = new Group("authentication.k8s.io", "v1");
        authentication.cluster("SelfSubjectReview", "selfsubjectreviews").only(CREATE_ONLY);
        authentication.cluster("TokenReview", "tokenreviews").only(CREATE_ONLY);
        Group authorization = new Group("authorization.k8s.io", "v1");
        authorization
                .namespaced("LocalSubjectAccessReview", "localsubjectaccessreviews")
                .only(CREATE_ONLY);
        authorization
                .cluster("SelfSubjectAccessReview", "selfsubjectaccessreviews")
                .only(CREATE_ONLY);
        authorization
                .cluster("SelfSubjectRulesReview", "selfsubjectrulesreviews")
                .only(CREATE_ONLY);
        authorization.cluster("SubjectAccessReview", "subjectaccessreviews").only(CREATE_ONLY);
    }

    private void rest() {
        new Group("apiextensions.k8s.io", "v1")
                .cluster("CustomResourceDefinition", "customresourcedefinitions", "crd", "crds")
                .in("api-extensions")
                .with("status")
                .generated();
        new Group("apiregistration.k8s.io", "v1")
                .cluster("APIService", "apiservices")
                .in("api-extensions")
                .with("status");
        Group webhooks = new Group("admissionregistration.k8s.io", "v1");
        webhooks.cluster("MutatingWebhookConfiguration", "mutatingwebhookconfigurations")
                .in("api-extensions")
                .generated();
        webhooks.cluster("ValidatingWebhookConfiguration", "validatingwebhookconfigurations")
                .in("api-extensions")
                .generated();
        new Group("coordination.k8s.io", "v1").namespaced("Lease", "leases");
        new Group("events.k8s.io", "v1").namespaced("Event", "events", "ev");
        new Group("scheduling.k8s.io", "v1")
                .cluster("PriorityClass", "priorityclasses", "pc")
                .generated();
        new Group("storage.k8s.io", "v1").cluster("StorageClass", "storageclasses", "sc");
    }

    /** One API group version being filled. */
    private final class Group {

        private final String group;
        private final String version;

        Group(String group, String version) {
            this.group = group;
            this.version = version;
        }

        Entry cluster(String kind, String plural, String... shortNames) {
            return entry(kind, plural, false, shortNames);
        }

        Entry namespaced(String kind, String plural, String... shortNames) {
            return entry(kind, plural, true, shortNames);
        }

        private Entry entry(String kind, String plural, boolean namespaced, String... shortNames) {
            String singular = kind.toLowerCase(Locale.ROOT);
            ResourceType type = new ResourceType(
                    group, version, kind, plural, singular, namespaced, List.of(shortNames), List.of());
            resources.add(new Resource(type, ALL_VERBS, Set.of(), false, false));
            return new Entry(resources.size() - 1);
        }
    }

    /** The type added last, refined in place. */
    private final class Entry {

        private final int index;

        Entry(int index) {
            this.index = index;
        }

        Entry in(String... categories) {
            Resource was = resources.get(index);
            ResourceType type = was.type();
            return put(new Resource(
                    new ResourceType(
                            type.group(),
                            type.version(),
                            type.kind(),
                            type.plural(),
                            type.singular(),
                            type.namespaced(),
                            type.shortNames(),
                            List.of(categories)),
                    was.verbs(),
                    was.subresources(),
                    was.generated(),
                    false));
        }

        Entry with(String... subresources) {
            Resource was = resources.get(index);
            Set<String> ordered = new LinkedHashSet<>(List.of(subresources));
            return put(new Resource(was.type(), was.verbs(), ordered, was.generated(), false));
        }

        Entry only(List<String> verbs) {
            Resource was = resources.get(index);
            return put(new Resource(was.type(), verbs, was.subresources(), was.generated(), false));
        }

        Entry generated() {
            Resource was = resources.get(index);
            return put(new Resource(was.type(), was.verbs(), was.subresources(), true, false));
        }

        private Entry put(Resource resource) {
            resources.set(index, resource);
            return this;
        }
    }
}
