package dev.cilab.sandbox.cluster.kubelet;

import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.api.ResourceType;
import dev.cilab.sandbox.cluster.machinery.ControllerContext;
import dev.cilab.sandbox.cluster.machinery.Key;
import dev.cilab.sandbox.cluster.machinery.Meta;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A container's environment: {@code envFrom}, {@code env} and what its own entries refer to. */
final class ContainerEnvironment {

    private static final Pattern REFERENCE = Pattern.compile("\\$\\$|\\$\\(([A-Za-z_.-][\\w.-]*)\\)");

    private final ControllerContext context;
    private final PodFields fields;
    private final String namespace;
    private final Map<String, String> values = new LinkedHashMap<>();

    /** @throws MissingReference when a ConfigMap, Secret or key that is not optional is not there */
    ContainerEnvironment(ControllerContext context, ObjectNode pod, PodFields fields, JsonNode container) {
        this.context = context;
        this.fields = fields;
        namespace = Meta.namespace(pod);
        values.put("HOSTNAME", fields.hostname());
        apiServer();
        container.path("envFrom").forEach(this::all);
        container.path("env").forEach(this::one);
    }

    Map<String, String> values() {
        return values;
    }

    /** Replaces {@code $(NAME)}; an unknown name stays as it is, {@code $$} is a dollar. */
    String expand(String text) {
        Matcher matcher = REFERENCE.matcher(text);
        return matcher.replaceAll(found -> Matcher.quoteReplacement(
                found.group(1) == null ? "$" : values.getOrDefault(found.group(1), found.group())));
    }

    private void apiServer() {
        context.get(context.kinds().services(), new Key("default", "kubernetes"))
                .ifPresent(service -> {
                    values.put("KUBERNETES_SERVICE_HOST", Json.text(service, "spec", "clusterIP"));
                    values.put(
                            "KUBERNETES_SERVICE_PORT",
                            service.path("spec")
                                    .path("ports")
                                    .path(0)
                                    .path("port")
                                    .asString("443"));
                });
    }

    private void all(JsonNode source) {
        String prefix = Json.text(source, "prefix");
        data(context.kinds().configMaps(), source.path("configMapRef"), UnaryOperator.identity())
                .forEach((key, value) -> values.put(prefix + key, value));
        data(context.kinds().secrets(), source.path("secretRef"), ContainerEnvironment::decoded)
                .forEach((key, value) -> values.put(prefix + key, value));
    }

    private void one(JsonNode entry) {
        String name = Json.text(entry, "name");
        JsonNode from = entry.path("valueFrom");
        if (from.isMissingNode() || from.isNull()) {
            values.put(name, expand(Json.text(entry, "value")));
            return;
        }
        Optional<String> value = Optional.empty();
        if (from.has("fieldRef")) {
            value = Optional.of(fields.value(Json.text(from, "fieldRef", "fieldPath")));
        } else if (from.has("configMapKeyRef")) {
            value = key(context.kinds().configMaps(), from.path("configMapKeyRef"), UnaryOperator.identity());
        } else if (from.has("secretKeyRef")) {
            value = key(context.kinds().secrets(), from.path("secretKeyRef"), ContainerEnvironment::decoded);
        }
        value.ifPresent(found -> values.put(name, found));
    }

    private Optional<String> key(ResourceType type, JsonNode reference, UnaryOperator<String> decode) {
        String key = Json.text(reference, "key");
        Map<String, String> data = data(type, reference, decode);
        if (!data.containsKey(key) && !optional(reference)) {
            throw new MissingReference("couldn't find key %s in %s %s/%s"
                    .formatted(key, type.kind(), namespace, Json.text(reference, "name")));
        }
        return Optional.ofNullable(data.get(key));
    }

    private Map<String, String> data(ResourceType type, JsonNode reference, UnaryOperator<String> decode) {
        Map<String, String> data = new LinkedHashMap<>();
        String name = Json.text(reference, "name");
        if (name.isEmpty()) {
            return data;
        }
        Optional<ObjectNode> source = context.get(type, new Key(namespace, name));
        if (source.isEmpty() && !optional(reference)) {
            throw new MissingReference(type.singular() + " \"" + name + "\" not found");
        }
        source.ifPresent(found -> found.path("data")
                .properties()
                .forEach(entry ->
                        data.put(entry.getKey(), decode.apply(entry.getValue().asString("")))));
        return data;
    }

    private static boolean optional(JsonNode reference) {
        return reference.path("optional").asBoolean(false);
    }

    private static String decoded(String base64) {
        return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    }
}
