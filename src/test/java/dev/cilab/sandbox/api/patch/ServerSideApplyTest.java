package dev.cilab.sandbox.api.patch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cilab.sandbox.api.ApiError;
import dev.cilab.sandbox.api.Catalogue;
import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.api.ResourceType;
import dev.cilab.sandbox.api.schema.BuiltinTypes;
import dev.cilab.sandbox.api.schema.Shapes;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class ServerSideApplyTest {

    private static final ResourceType DEPLOYMENT = type("apps", "v1", "Deployment");
    private static final ResourceType CONFIG_MAP = type("", "v1", "ConfigMap");
    private static final ResourceType SERVICE = type("", "v1", "Service");
    private static final ResourceType WIDGET = type("example.org", "v1", "Widget");

    private static final ObjectNode WIDGETS = Yaml.object("""
            spec:
              names: {kind: Widget}
              versions:
              - name: v1
                schema:
                  openAPIV3Schema:
                    type: object
                    properties:
                      spec:
                        type: object
                        properties:
                          tags: {type: array, items: {type: string}, x-kubernetes-list-type: set}
                          steps: {type: array, items: {type: string}}
                          parts:
                            type: array
                            x-kubernetes-list-type: map
                            x-kubernetes-list-map-keys: [name]
                            items:
                              type: object
                              required: [name]
                              properties: {name: {type: string}, size: {type: integer}}
                          whole: {type: object, x-kubernetes-map-type: atomic, additionalProperties: {type: string}}
            """);

    private final ObjectPatcher patcher = new ObjectPatcher(
            new Shapes(BuiltinTypes.load(), new Catalogue() {
                @Override
                public List<ResourceType> types() {
                    return List.of(DEPLOYMENT, CONFIG_MAP, SERVICE, WIDGET);
                }

                @Override
                public Optional<ObjectNode> definition(ResourceType type) {
                    return type.equals(WIDGET) ? Optional.of(WIDGETS) : Optional.empty();
                }
            }),
            Clock.fixed(Instant.parse("2025-08-09T05:30:00.5Z"), ZoneOffset.UTC));

    private static final String WEBPOD = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: webpod, namespace: default, labels: {app: webpod}}
            spec:
              replicas: 2
              selector: {matchLabels: {app: webpod}}
              template:
                metadata: {labels: {app: webpod}}
                spec:
                  containers:
                  - {name: webpod, image: traefik/whoami, ports: [{containerPort: 80}]}
            """;

    @Test
    void anApplyThatCreatesOwnsWhatItNames() {
        ObjectNode created = apply(DEPLOYMENT, empty("apps/v1", "Deployment", "webpod"), WEBPOD, "kubectl", false);
        assertThat(created.path("metadata").path("managedFields"))
                .isEqualTo(Yaml.object("""
                f:
                - manager: kubectl
                  operation: Apply
                  apiVersion: apps/v1
                  time: "2025-08-09T05:30:00Z"
                  fieldsType: FieldsV1
                  fieldsV1:
                    f:metadata: {"f:labels": {"f:app": {}}}
                    f:spec:
                      f:replicas: {}
                      f:selector: {}
                      f:template:
                        f:metadata: {"f:labels": {"f:app": {}}}
                        f:spec:
                          f:containers:
                            'k:{"name":"webpod"}':
                              .: {}
                              f:image: {}
                              f:name: {}
                              f:ports:
                                'k:{"containerPort":80,"protocol":"TCP"}': {".": {}, "f:containerPort": {}}
                """).path("f"));
    }

    @Test
    void applyingTheSameAgainChangesNothing() {
        ObjectNode created = apply(DEPLOYMENT, empty("apps/v1", "Deployment", "webpod"), WEBPOD, "kubectl", false);
        assertThat(apply(DEPLOYMENT, created, WEBPOD, "kubectl", false)).isEqualTo(created);
    }

    @Test
    void aFieldThatSomebodyElseOwnsIsAConflict() {
        ObjectNode created = apply(DEPLOYMENT, empty("apps/v1", "Deployment", "webpod"), WEBPOD, "kubectl", false);
        ObjectNode scaled = patcher.apply(
                DEPLOYMENT,
                created,
                "application/merge-patch+json",
                bytes("{\"spec\":{\"replicas\":5}}"),
                "kubectl-client-side-apply",
                false,
                false);
        assertThat(owners(scaled)).containsExactly("kubectl Apply", "kubectl-client-side-apply Update");

        assertThatThrownBy(() -> apply(DEPLOYMENT, scaled, WEBPOD, "kubectl", false))
                .isInstanceOfSatisfying(ApiError.class, error -> {
                    assertThat(error.code()).isEqualTo(409);
                    assertThat(error.reason()).isEqualTo("Conflict");
                    assertThat(error.getMessage())
                            .isEqualTo(
                                    "Apply failed with 1 conflict: conflict with \"kubectl-client-side-apply\" using apps/v1:"
                                            + " .spec.replicas");
                    assertThat(error.details().toString())
                            .isEqualTo(
                                    "{\"causes\":[{\"reason\":\"FieldManagerConflict\",\"message\":\"conflict with"
                                            + " \\\"kubectl-client-side-apply\\\" using apps/v1\",\"field\":\".spec.replicas\"}]}");
                });

        ObjectNode forced = apply(DEPLOYMENT, scaled, WEBPOD, "kubectl", true);
        assertThat(forced.at("/spec/replicas").intValue()).isEqualTo(2);
        assertThat(owners(forced)).containsExactly("kubectl Apply");
    }

    @Test
    void severalConflictsAreListedByManager() {
        ObjectNode live = apply(CONFIG_MAP, empty("v1", "ConfigMap", "c"), map("{a: '1', b: '2'}"), "one", false);
        live = apply(CONFIG_MAP, live, map("{c: '3'}"), "two", false);
        ObjectNode both = live;
        assertThatThrownBy(() -> apply(CONFIG_MAP, both, map("{a: x, b: x, c: x}"), "three", false))
                .hasMessage("""
                        Apply failed with 3 conflicts: conflicts with "one":
                        - .data.a
                        - .data.b
                        conflicts with "two":
                        - .data.c""");
    }

    @Test
    void theSameValueIsSharedNotInConflict() {
        ObjectNode live = apply(CONFIG_MAP, empty("v1", "ConfigMap", "c"), map("{a: '1'}"), "one", false);
        live = apply(CONFIG_MAP, live, map("{a: '1', b: '2'}"), "two", false);
        assertThat(owners(live)).containsExactly("one Apply", "two Apply");
        live = apply(CONFIG_MAP, live, map("{b: '2'}"), "two", false);
        assertThat(live.path("data")).isEqualTo(Yaml.object("{a: '1', b: '2'}"));
    }

    @Test
    void whatTheManagerNoLongerNamesGoes() {
        ObjectNode live = apply(CONFIG_MAP, empty("v1", "ConfigMap", "c"), map("{a: '1', b: '2'}"), "one", false);
        live = apply(CONFIG_MAP, live, map("{a: '1'}"), "one", false);
        assertThat(live.path("data")).isEqualTo(Yaml.object("{a: '1'}"));
        live = apply(CONFIG_MAP, live, "{apiVersion: v1, kind: ConfigMap, metadata: {name: c}}", "one", false);
        assertThat(live.has("data")).isFalse();
        assertThat(owners(live)).isEmpty();
    }

    @Test
    void whatSomebodyElseAddedStays() {
        ObjectNode live = apply(CONFIG_MAP, empty("v1", "ConfigMap", "c"), map("{a: '1'}"), "one", false);
        live = patcher.apply(
                CONFIG_MAP,
                live,
                "application/merge-patch+json",
                bytes("{\"data\":{\"x\":\"9\"}}"),
                "editor",
                false,
                false);
        live = apply(CONFIG_MAP, live, "{apiVersion: v1, kind: ConfigMap, metadata: {name: c}}", "one", false);
        assertThat(live.path("data")).isEqualTo(Yaml.object("{x: '9'}"));
    }

    @Test
    void listItemsAreOwnedByKey() {
        ObjectNode live =
                apply(SERVICE, empty("v1", "Service", "s"), service("[{port: 80}, {port: 443}]"), "one", false);
        live = apply(SERVICE, live, service("[{port: 53, protocol: UDP}]"), "two", false);
        live = apply(SERVICE, live, service("[{port: 443, name: https}]"), "one", false);
        assertThat(live.at("/spec/ports"))
                .isEqualTo(Yaml.object("{l: [{port: 443, name: https}, {port: 53, protocol: UDP}]}")
                        .path("l"));
    }

    @Test
    void customResourcesFollowTheirSchema() {
        ObjectNode live = apply(WIDGET, empty("example.org/v1", "Widget", "w"), widget("""
                {tags: [a, b], steps: [s1], parts: [{name: p, size: 1}], whole: {x: '1'}}"""), "one", false);
        live = apply(WIDGET, live, widget("{tags: [c], parts: [{name: q, size: 2}]}"), "two", false);
        assertThat(live.path("spec")).isEqualTo(Yaml.object("""
                {tags: [a, b, c], steps: [s1], parts: [{name: p, size: 1}, {name: q, size: 2}], whole: {x: '1'}}"""));
        live = apply(WIDGET, live, widget("{tags: [a], steps: [s2], whole: {y: '2'}}"), "one", false);
        assertThat(live.path("spec")).isEqualTo(Yaml.object("""
                {tags: [a, c], steps: [s2], parts: [{name: q, size: 2}], whole: {y: '2'}}"""));
        ObjectNode both = live;
        assertThatThrownBy(() -> apply(WIDGET, both, widget("{steps: [s3]}"), "two", false))
                .hasMessage("Apply failed with 1 conflict: conflict with \"one\": .spec.steps");
    }

    @Test
    void anObjectFromBeforeTrackingBelongsToNobodyInParticular() {
        ObjectNode live = Yaml.object(map("{a: '1'}"));
        assertThatThrownBy(() -> apply(CONFIG_MAP, live, map("{a: '2'}"), "one", false))
                .hasMessage("Apply failed with 1 conflict: conflict with \"before-first-apply\" using v1: .data.a");
    }

    @Test
    void fieldsOutsideTheSchemaAndDoubleKeysAreRefused() {
        ObjectNode live = empty("v1", "Service", "s");
        assertThatThrownBy(() -> apply(SERVICE, live, service("[{port: 80, prot: TCP}]"), "one", false))
                .hasMessage("failed to create typed patch object (/s; v1, Kind=Service):"
                        + " .spec.ports[port=80,protocol=\"TCP\"].prot: field not declared in schema");
        assertThatThrownBy(() -> apply(SERVICE, live, service("[{port: 80}, {port: 80, name: x}]"), "one", false))
                .hasMessage("failed to create typed patch object (/s; v1, Kind=Service):"
                        + " .spec.ports: duplicate entries for key [port=80,protocol=\"TCP\"]");
    }

    @Test
    void updatesAreTracked() {
        ObjectNode live = Yaml.object(map("{a: '1'}"));
        patcher.track(CONFIG_MAP, Json.object(), live, "kubectl-create");
        ObjectNode changed = live.deepCopy();
        ((ObjectNode) changed.get("data")).put("b", "2").remove("a");
        patcher.track(CONFIG_MAP, live, changed, "kubectl-edit");
        assertThat(changed.at("/metadata/managedFields"))
                .isEqualTo(Yaml.object("""
                l:
                - {manager: kubectl-create, operation: Update, apiVersion: v1, time: "2025-08-09T05:30:00Z", fieldsType: FieldsV1,
                   fieldsV1: {"f:data": {}}}
                - {manager: kubectl-edit, operation: Update, apiVersion: v1, time: "2025-08-09T05:30:00Z", fieldsType: FieldsV1,
                   fieldsV1: {"f:data": {"f:b": {}}}}
                """).path("l"));
    }

    @Test
    void badRequests() {
        ObjectNode live = empty("v1", "ConfigMap", "c");
        assertThatThrownBy(() -> apply(CONFIG_MAP, live, map("{}"), "", false))
                .hasMessageEndingWith("is required for apply patch");
        assertThatThrownBy(() -> apply(
                        CONFIG_MAP,
                        live,
                        "{apiVersion: v1, kind: ConfigMap, metadata: {managedFields: [{}]}}",
                        "m",
                        false))
                .hasMessage("metadata.managedFields must be nil");
        assertThatThrownBy(() -> patcher.apply(
                        WIDGET, live, "application/strategic-merge-patch+json", bytes("{}"), "m", false, false))
                .hasMessage("the body of the request was in an unknown format - accepted media types include:"
                        + " application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml");
        assertThatThrownBy(() ->
                        patcher.apply(CONFIG_MAP, live, "application/merge-patch+json", bytes("{"), "m", false, false))
                .hasMessageStartingWith("error decoding patch: ");
    }

    private ObjectNode apply(ResourceType type, ObjectNode live, String yaml, String manager, boolean force) {
        return patcher.apply(type, live, "application/apply-patch+yaml", bytes(yaml), manager, force, false);
    }

    private static List<String> owners(ObjectNode object) {
        return object.at("/metadata/managedFields")
                .valueStream()
                .map(entry -> Json.text(entry, "manager") + " " + Json.text(entry, "operation"))
                .toList();
    }

    private static String map(String data) {
        return "{apiVersion: v1, kind: ConfigMap, metadata: {name: c}, data: " + data + "}";
    }

    private static String service(String ports) {
        return "{apiVersion: v1, kind: Service, metadata: {name: s}, spec: {ports: " + ports + "}}";
    }

    private static String widget(String spec) {
        return "{apiVersion: example.org/v1, kind: Widget, metadata: {name: w}, spec: " + spec + "}";
    }

    private static ObjectNode empty(String apiVersion, String kind, String name) {
        JsonNode metadata = Json.object().put("name", name);
        return Json.object().put("apiVersion", apiVersion).put("kind", kind).set("metadata", metadata);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static ResourceType type(String group, String version, String kind) {
        return new ResourceType(
                group, version, kind, kind.toLowerCase(java.util.Locale.ROOT) + "s", "", true, List.of(), List.of());
    }
}
