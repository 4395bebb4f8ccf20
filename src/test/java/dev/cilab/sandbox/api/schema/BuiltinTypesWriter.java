package dev.cilab.sandbox.api.schema;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.fabric8.kubernetes.api.model.AnyType;
import io.fabric8.kubernetes.api.model.FieldsV1;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaPropsOrArray;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaPropsOrBool;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaPropsOrStringArray;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Version;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** Writes the built-in types' field lists from fabric8's model classes, so that the daemon needs neither at run time. */
final class BuiltinTypesWriter {

    private static final Set<Class<?>> ANY = Set.of(
            Object.class,
            JsonNode.class,
            FieldsV1.class,
            AnyType.class,
            JSONSchemaPropsOrArray.class,
            JSONSchemaPropsOrBool.class,
            JSONSchemaPropsOrStringArray.class);

    static final List<Class<? extends HasMetadata>> KINDS = List.of(
            io.fabric8.kubernetes.api.model.Binding.class,
            io.fabric8.kubernetes.api.model.ConfigMap.class,
            io.fabric8.kubernetes.api.model.Endpoints.class,
            io.fabric8.kubernetes.api.model.Event.class,
            io.fabric8.kubernetes.api.model.LimitRange.class,
            io.fabric8.kubernetes.api.model.Namespace.class,
            io.fabric8.kubernetes.api.model.Node.class,
            io.fabric8.kubernetes.api.model.PersistentVolume.class,
            io.fabric8.kubernetes.api.model.PersistentVolumeClaim.class,
            io.fabric8.kubernetes.api.model.Pod.class,
            io.fabric8.kubernetes.api.model.PodTemplate.class,
            io.fabric8.kubernetes.api.model.ReplicationController.class,
            io.fabric8.kubernetes.api.model.ResourceQuota.class,
            io.fabric8.kubernetes.api.model.Secret.class,
            io.fabric8.kubernetes.api.model.Service.class,
            io.fabric8.kubernetes.api.model.ServiceAccount.class,
            MutatingWebhookConfiguration.class,
            ValidatingWebhookConfiguration.class,
            CustomResourceDefinition.class,
            io.fabric8.kubernetes.api.model.APIService.class,
            io.fabric8.kubernetes.api.model.apps.ControllerRevision.class,
            io.fabric8.kubernetes.api.model.apps.DaemonSet.class,
            io.fabric8.kubernetes.api.model.apps.Deployment.class,
            io.fabric8.kubernetes.api.model.apps.ReplicaSet.class,
            io.fabric8.kubernetes.api.model.apps.StatefulSet.class,
            io.fabric8.kubernetes.api.model.authentication.TokenReview.class,
            io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReview.class,
            io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectRulesReview.class,
            io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReview.class,
            io.fabric8.kubernetes.api.model.autoscaling.v1.Scale.class,
            io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler.class,
            io.fabric8.kubernetes.api.model.batch.v1.CronJob.class,
            io.fabric8.kubernetes.api.model.batch.v1.Job.class,
            io.fabric8.kubernetes.api.model.certificates.v1.CertificateSigningRequest.class,
            io.fabric8.kubernetes.api.model.coordination.v1.Lease.class,
            io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice.class,
            io.fabric8.kubernetes.api.model.events.v1.Event.class,
            io.fabric8.kubernetes.api.model.networking.v1.Ingress.class,
            io.fabric8.kubernetes.api.model.networking.v1.IngressClass.class,
            io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy.class,
            io.fabric8.kubernetes.api.model.policy.v1.Eviction.class,
            io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget.class,
            io.fabric8.kubernetes.api.model.rbac.ClusterRole.class,
            io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding.class,
            io.fabric8.kubernetes.api.model.rbac.Role.class,
            io.fabric8.kubernetes.api.model.rbac.RoleBinding.class,
            io.fabric8.kubernetes.api.model.scheduling.v1.PriorityClass.class,
            io.fabric8.kubernetes.api.model.storage.CSIDriver.class,
            io.fabric8.kubernetes.api.model.storage.CSINode.class,
            io.fabric8.kubernetes.api.model.storage.StorageClass.class,
            io.fabric8.kubernetes.api.model.storage.VolumeAttachment.class);

    private final Map<String, String> kinds = new TreeMap<>();
    private final Map<String, Class<?>> classes = new TreeMap<>();
    private final Map<String, String> types = new TreeMap<>();

    String write() {
        for (Class<? extends HasMetadata> kind : KINDS) {
            String group = kind.getAnnotation(Group.class).value();
            String version = kind.getAnnotation(Version.class).value();
            String apiVersion = group.isEmpty() ? version : group + "/" + version;
            kinds.put(apiVersion + " " + kind.getSimpleName(), nameOf(kind));
            describe(kind);
        }
        StringBuilder text =
                new StringBuilder("# Written by BuiltinTypesWriter (test sources); see BuiltinTypesTest.\n");
        kinds.forEach((key, type) ->
                text.append("kind ").append(key).append(' ').append(type).append('\n'));
        types.forEach((name, fields) ->
                text.append("type ").append(name).append(fields).append('\n'));
        return text.toString();
    }

    private String describe(Class<?> type) {
        String name = nameOf(type);
        if (types.putIfAbsent(name, "") == null) {
            Map<String, String> fields = new TreeMap<>();
            for (Field field : type.getDeclaredFields()) {
                JsonProperty property = field.getAnnotation(JsonProperty.class);
                if (property != null) {
                    fields.put(property.value(), typeOf(field.getGenericType()));
                }
            }
            StringJoiner line = new StringJoiner(" ", " ", "").setEmptyValue("");
            fields.forEach((key, value) -> line.add(key + ":" + value));
            types.put(name, line.toString());
        }
        return name;
    }

    private String typeOf(Type type) {
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            return generic.getRawType() == List.class ? "[]" + typeOf(arguments[0]) : "{}" + typeOf(arguments[1]);
        }
        Class<?> raw = (Class<?>) type;
        if (raw == String.class || raw == ZonedDateTime.class) {
            return "string";
        }
        if (raw == Integer.class) {
            return "int32";
        }
        if (raw == Long.class) {
            return "int64";
        }
        if (raw == Boolean.class) {
            return "boolean";
        }
        if (raw == Double.class) {
            return "number";
        }
        if (raw == IntOrString.class) {
            return "intstr";
        }
        if (raw == Quantity.class) {
            return "quantity";
        }
        if (raw.getSimpleName().equals("MicroTime")) {
            return "string";
        }
        return ANY.contains(raw) || raw.isInterface() || raw.getSimpleName().startsWith("RawExtension")
                ? "any"
                : describe(raw);
    }

    /** The simple name; where two groups use the same one, the later one is told apart by its group. */
    private String nameOf(Class<?> type) {
        String simple = type.getSimpleName();
        Class<?> first = classes.putIfAbsent(simple, type);
        if (first == null || first == type) {
            return simple;
        }
        String group =
                type.getPackageName().replaceAll(".*\\.api\\.model\\.?", "").replaceAll("\\.v\\d+.*", "");
        if (group.isEmpty()) {
            return "Core" + simple;
        }
        return Character.toUpperCase(group.charAt(0)) + group.substring(1) + simple;
    }
}
