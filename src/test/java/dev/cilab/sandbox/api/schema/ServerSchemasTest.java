package dev.cilab.sandbox.api.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cilab.sandbox.api.ApiError;
import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.api.ResourceType;
import dev.cilab.sandbox.api.Schemas.Problem;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

class ServerSchemasTest {

    private static final Definitions DEFINITIONS = Definitions.cilium();
    private static final ResourceType DEPLOYMENT = DEFINITIONS.builtin("apps", "v1", "Deployment", "deployments");
    private static final ServerSchemas SCHEMAS;

    static {
        BuiltinTypes builtin = BuiltinTypes.load();
        SCHEMAS = new ServerSchemas(builtin, new Shapes(builtin, DEFINITIONS), DEFINITIONS);
    }

    @Test
    void theCiliumDefinitionsAreStructural() {
        for (ResourceType type : DEFINITIONS.types()) {
            DEFINITIONS.definition(type).ifPresent(definition -> assertThat(SCHEMAS.check(definition))
                    .as(type.kind())
                    .isEmpty());
        }
    }

    @Test
    void defaultsGoWhereTheirParentIs() {
        assertThat(admit(
                        "v2",
                        "CiliumBGPPeerConfig",
                        "{timers: {holdTimeSeconds: 90}, transport: {}, gracefulRestart: {enabled: true}}"))
                .isEqualTo(Definitions.yaml("""
                        {timers: {holdTimeSeconds: 90, keepAliveTimeSeconds: 30, connectRetryTimeSeconds: 120},
                         transport: {peerPort: 179}, gracefulRestart: {enabled: true, restartTimeSeconds: 120}, ebgpMultihop: 1}"""));
        assertThat(admit(
                        "v2alpha1",
                        "CiliumBGPClusterConfig",
                        "{bgpInstances: [{name: i, peers: [{name: p, peerConfigRef: {name: c}}]}]}"))
                .isEqualTo(Definitions.yaml("""
                        {bgpInstances: [{name: i, peers: [{name: p, peerASN: 0,
                          peerConfigRef: {name: c, group: cilium.io, kind: CiliumBGPPeerConfig}}]}]}"""));
        assertThat(admit("v2", "CiliumLoadBalancerIPPool", "{blocks: [{cidr: 172.16.1.0/24}]}"))
                .isEqualTo(Definitions.yaml("{blocks: [{cidr: 172.16.1.0/24}], disabled: false}"));
    }

    @Test
    void unknownFieldsAreDroppedExceptWhereTheyMayBe() {
        assertThat(admit("v2", "CiliumBGPPeerConfig", "{ebgpMultihop: 2, foo: 1, transport: {bar: {}}}"))
                .isEqualTo(Definitions.yaml("{ebgpMultihop: 2, transport: {peerPort: 179}}"));
        assertThat(admit("v2", "CiliumNode", "{addresses: [{ip: 1.2.3.4}], any: {thing: 1}}"))
                .isEqualTo(Definitions.yaml("{addresses: [{ip: 1.2.3.4}], any: {thing: 1}}"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            CiliumBGPPeerConfig    | {ebgpMultihop: 256}              | spec.ebgpMultihop: Invalid value: 256: spec.ebgpMultihop in body should be less than or equal to 255
            CiliumBGPPeerConfig    | {ebgpMultihop: 0}                | spec.ebgpMultihop: Invalid value: 0: spec.ebgpMultihop in body should be greater than or equal to 1
            CiliumBGPPeerConfig    | {ebgpMultihop: x}                | spec.ebgpMultihop: Invalid value: "string": spec.ebgpMultihop in body must be of type integer: "string"
            CiliumBGPPeerConfig    | {gracefulRestart: {}}            | spec.gracefulRestart.enabled: Required value
            CiliumBGPPeerConfig    | {families: [{afi: ip, safi: unicast}]} | spec.families[0].afi: Unsupported value: "ip": supported values: "ipv4", "ipv6", "l2vpn", "ls", "opaque"
            CiliumBGPPeerConfig    | {timers: {holdTimeSeconds: 9}}   | spec.timers: Invalid value: "object": keepAliveTimeSeconds can not be larger than holdTimeSeconds
            CiliumBGPClusterConfig | {}                               | spec.bgpInstances: Required value
            CiliumBGPClusterConfig | {bgpInstances: []}               | spec.bgpInstances: Invalid value: 0: spec.bgpInstances in body should have at least 1 items
            CiliumBGPClusterConfig | {bgpInstances: [{name: a}, {name: a}]} | spec.bgpInstances[1]: Duplicate value: {"name":"a"}
            CiliumBGPClusterConfig | {bgpInstances: [{name: ''}]}     | spec.bgpInstances[0].name: Invalid value: "": spec.bgpInstances[0].name in body should be at least 1 chars long
            CiliumBGPNodeConfigOverride | {bgpInstances: [{name: a, routerID: x}]} | spec.bgpInstances[0].routerID: Invalid value: "x": spec.bgpInstances[0].routerID in body must be of type ipv4: "x"
            CiliumBGPAdvertisement | {advertisements: [{advertisementType: Service}]} | spec.advertisements[0]: Invalid value: "object": service field is required for the 'Service' advertisementType
            CiliumBGPAdvertisement | {advertisements: [{advertisementType: PodCIDR, selector: {}}]} | spec.advertisements[0]: Invalid value: "object": selector field is not allowed for the 'PodCIDR' advertisementType
            CiliumLoadBalancerIPPool | {allowFirstLastIPs: "Maybe"}   | spec.allowFirstLastIPs: Unsupported value: "Maybe": supported values: "Yes", "No"
            """)
    void whatBreaksARuleIsRefused(String kind, String spec, String message) {
        ApiError error = catchThrowableOfType(ApiError.class, () -> admit("v2", kind, spec));
        assertThat(error.code()).isEqualTo(422);
        assertThat(error).hasMessage(kind + ".cilium.io \"x\" is invalid: " + message);
        assertThat(Json.text(error.details(), "kind")).isEqualTo(kind);
    }

    @Test
    void whatOneVersionRefusesAnotherMayTake() {
        assertThat(admit("v2alpha1", "CiliumBGPPeerConfig", "{timers: {holdTimeSeconds: 9}}")
                        .at("/timers/keepAliveTimeSeconds")
                        .intValue())
                .isEqualTo(30);
    }

    @Test
    void seventeenInstancesAreTooMany() {
        StringBuilder instances = new StringBuilder();
        for (int i = 0; i < 17; i++) {
            instances.append("{name: i").append(i).append("}, ");
        }
        ApiError error = catchThrowableOfType(
                ApiError.class, () -> admit("v2", "CiliumBGPClusterConfig", "{bgpInstances: [" + instances + "]}"));
        assertThat(error)
                .hasMessage(
                        "CiliumBGPClusterConfig.cilium.io \"x\" is invalid: spec.bgpInstances: Too many: 17: must have at most 16 items");
    }

    @Test
    void transitionRulesSeeTheOldValue() {
        Definitions definitions = new Definitions();
        definitions.add(Definitions.yaml("""
                spec:
                  group: example.org
                  names: {kind: Widget, plural: widgets, singular: widget}
                  scope: Namespaced
                  versions:
                  - name: v1
                    schema:
                      openAPIV3Schema:
                        type: object
                        properties:
                          spec:
                            type: object
                            properties:
                              size: {type: integer, x-kubernetes-validations: [{rule: self >= oldSelf, message: may only grow}]}
                              port: {x-kubernetes-int-or-string: true}
                              choice: {type: object, x-kubernetes-preserve-unknown-fields: true, oneOf: [{required: [a]}, {required: [b]}]}
                """));
        BuiltinTypes builtin = BuiltinTypes.load();
        ServerSchemas schemas = new ServerSchemas(builtin, new Shapes(builtin, definitions), definitions);
        ResourceType type = definitions.type("v1", "Widget");
        ObjectNode old = Definitions.yaml("{metadata: {name: w}, spec: {size: 3, port: http, choice: {a: 1}}}");
        schemas.admit(type, old, Optional.empty());
        ObjectNode smaller = Definitions.yaml("{metadata: {name: w}, spec: {size: 2, port: 80}}");
        assertThat(catchThrowableOfType(ApiError.class, () -> schemas.admit(type, smaller, Optional.of(old))))
                .hasMessage(
                        "Widget.example.org \"w\" is invalid: spec.size: Invalid value: \"integer\": may only grow");
        ObjectNode both = Definitions.yaml("{metadata: {name: w}, spec: {choice: {a: 1, b: 1}}}");
        assertThat(catchThrowableOfType(ApiError.class, () -> schemas.admit(type, both, Optional.empty())))
                .hasMessageContaining("\"spec.choice\" must validate one and only one schema (oneOf). Found 2 valid");
    }

    @Test
    void namesThatATypeDoesNotHave() {
        ObjectNode deployment = Definitions.yaml("""
                {apiVersion: apps/v1, kind: Deployment, metadata: {name: d, labels: {any: x}, managedFields: [{fieldsV1: {"f:x": {}}}]},
                 spec: {replica: 2, template: {spec: {containers: [{name: a, imagee: b}]}}}, extra: 1}""");
        assertThat(SCHEMAS.unknownFields(DEPLOYMENT, deployment))
                .containsExactly(
                        "unknown field \"spec.replica\"",
                        "unknown field \"spec.template.spec.containers[0].imagee\"",
                        "unknown field \"extra\"");
        assertThat(SCHEMAS.unknownFields(
                        DEFINITIONS.type("v2", "CiliumBGPPeerConfig"),
                        Definitions.yaml("{metadata: {foo: 1}, spec: {bar: 1, ebgpMultihop: x}}")))
                .containsExactly("unknown field \"metadata.foo\"", "unknown field \"spec.bar\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {spec: {replicas: two}}                    | string into Go struct field DeploymentSpec.spec.replicas of type int32
            {spec: {paused: 1}}                        | number into Go struct field DeploymentSpec.spec.paused of type bool
            {metadata: {labels: {a: 1}}}               | number into Go struct field ObjectMeta.metadata.labels.a of type string
            {spec: {template: {spec: {containers: {}}}}} | object into Go struct field PodSpec.spec.template.spec.containers of type []v1.Container
            """)
    void valuesThatCannotBeRead(String object, String message) {
        ApiError error =
                catchThrowableOfType(ApiError.class, () -> SCHEMAS.unknownFields(DEPLOYMENT, Definitions.yaml(object)));
        assertThat(error.code()).isEqualTo(400);
        assertThat(error)
                .hasMessage("Deployment in version \"v1\" cannot be handled as a Deployment: json: cannot unmarshal "
                        + message);
    }

    @Test
    void aDefinitionThatIsNotStructural() {
        ObjectNode definition = Definitions.yaml("""
                spec:
                  versions:
                  - {name: v1}
                  - {name: v2, schema: {openAPIV3Schema: {type: string}}}
                  - name: v3
                    schema:
                      openAPIV3Schema:
                        type: object
                        properties:
                          a: {}
                          b: {type: array}
                          c: {type: array, items: {type: object}, x-kubernetes-list-type: map}
                          d: {type: integer, default: x}
                          e: {type: string, pattern: '('}
                """);
        assertThat(SCHEMAS.check(definition))
                .extracting(Problem::field)
                .containsExactly(
                        "spec.versions[0].schema.openAPIV3Schema",
                        "spec.versions[1].schema.openAPIV3Schema.type",
                        "spec.versions[2].schema.openAPIV3Schema.properties[a].type",
                        "spec.versions[2].schema.openAPIV3Schema.properties[b].items",
                        "spec.versions[2].schema.openAPIV3Schema.properties[c].x-kubernetes-list-map-keys",
                        "spec.versions[2].schema.openAPIV3Schema.properties[d].default",
                        "spec.versions[2].schema.openAPIV3Schema.properties[e].pattern");
    }

    @Test
    void openApiTellsWhatClientsLookFor() {
        assertThat(List.copyOf(SCHEMAS.openApiV3Index().path("paths").propertyNames()))
                .containsExactly("apis/apps/v1", "apis/cilium.io/v2", "apis/cilium.io/v2alpha1");
        ObjectNode document =
                (ObjectNode) Json.read(SCHEMAS.openApiV3("apis/apps/v1").orElseThrow());
        assertThat(document.at("/paths/~1apis~1apps~1v1~1namespaces~1{namespace}~1deployments~1{name}/patch"))
                .isEqualTo(Definitions.yaml("""
                        parameters:
                        - {name: dryRun, in: query, schema: {type: string}}
                        - {name: fieldManager, in: query, schema: {type: string}}
                        - {name: fieldValidation, in: query, schema: {type: string}}
                        responses: {"200": {description: OK}}
                        x-kubernetes-action: patch
                        x-kubernetes-group-version-kind: {group: apps, kind: Deployment, version: v1}
                        """));
        assertThat(document.at("/components/schemas/io.k8s.PodSpec/properties/volumes"))
                .isEqualTo(Definitions.yaml("""
                {type: array, items: {allOf: [{$ref: '#/components/schemas/io.k8s.Volume'}]}, x-kubernetes-list-type: map,
                 x-kubernetes-list-map-keys: [name], x-kubernetes-patch-strategy: 'merge,retainKeys', x-kubernetes-patch-merge-key: name}"""));
        assertThat(document.at(
                                "/components/schemas/io.k8s.DeploymentSpec/properties/strategy/x-kubernetes-patch-strategy")
                        .stringValue())
                .isEqualTo("retainKeys");
        assertThat(SCHEMAS.openApiV3("apis/none/v1")).isEmpty();
        ObjectNode cilium =
                (ObjectNode) Json.read(SCHEMAS.openApiV3("apis/cilium.io/v2").orElseThrow());
        assertThat(cilium.at(
                                "/components/schemas/io.cilium.v2.CiliumBGPPeerConfig/properties/spec/properties/ebgpMultihop/maximum")
                        .intValue())
                .isEqualTo(255);
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        ObjectNode document = (ObjectNode) Json.read(SCHEMAS.openApiV2());
        document.findValuesAsString("$ref").forEach(reference -> assertThat(
                        document.path("definitions").has(reference.substring("#/definitions/".length())))
                .as(reference)
                .isTrue());
    }

    private static ObjectNode admit(String version, String kind, String spec) {
        ObjectNode object =
                Definitions.yaml("{apiVersion: cilium.io/" + version + ", kind: " + kind + ", metadata: {name: x}}");
        object.set("spec", Definitions.yaml(spec));
        return (ObjectNode) SCHEMAS.admit(DEFINITIONS.type(version, kind), object, Optional.empty())
                .get("spec");
    }
}
