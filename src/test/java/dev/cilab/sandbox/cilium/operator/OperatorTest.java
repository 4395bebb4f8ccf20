package dev.cilab.sandbox.cilium.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cilab.sandbox.api.Objects;
import dev.cilab.sandbox.api.ResourceType;
import dev.cilab.sandbox.cilium.CiliumConfig;
import dev.cilab.sandbox.cilium.LogLines;
import dev.cilab.sandbox.cilium.bgp.Labs;
import dev.cilab.sandbox.cluster.TestCluster;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The operator on the real object store. */
@Timeout(60)
class OperatorTest {

    private static final String V2 = "cilium.io/v2";
    private static final String CLUSTER = """
            apiVersion: cilium.io/v2
            kind: CiliumBGPClusterConfig
            metadata: {name: %s}
            spec:
              nodeSelector: {matchLabels: {enable-bgp: "true"}}
              bgpInstances:
              - name: instance-65001
                localASN: 65001
                peers: [{name: tor-switch, peerASN: 65000, peerAddress: 192.168.10.200, peerConfigRef: {name: cilium-peer}}]
            """;

    private final Objects objects = TestCluster.objects();
    private Operator operator;

    @BeforeEach
    void start() {
        operator = operator(Map.of());
        for (String node : List.of("k8s-ctr", "k8s-w1", "k8s-w0")) {
            create("{apiVersion: v1, kind: Node, metadata: {name: %s, labels: {enable-bgp: \"true\"}}}"
                    .formatted(node));
        }
    }

    @AfterEach
    void stop() {
        operator.close();
    }

    @Test
    void podCidrsFollowTheOrderOfTheNodes() {
        for (String node : List.of("k8s-w0", "k8s-ctr", "stranger", "k8s-w1")) {
            create("{apiVersion: cilium.io/v2, kind: CiliumNode, metadata: {name: %s}, spec: {ipam: {}}}"
                    .formatted(node));
        }
        assertThat(podCidr("k8s-ctr")).isEqualTo("172.20.0.0/24");
        assertThat(podCidr("k8s-w1")).isEqualTo("172.20.1.0/24");
        assertThat(podCidr("k8s-w0")).isEqualTo("172.20.2.0/24");
        assertThat(podCidr("stranger")).isEqualTo("172.20.3.0/24");
    }

    @Test
    void everySelectedNodeGetsItsConfigurationAndLosesItWithTheLabel() {
        create(CLUSTER.formatted("cilium-bgp"));
        ObjectNode config = await("CiliumBGPNodeConfig", "k8s-w0", object -> true);
        assertThat(config.path("spec").toString())
                .isEqualTo(
                        "{\"bgpInstances\":[{\"name\":\"instance-65001\",\"localASN\":65001,\"peers\":[{\"name\":\"tor-switch\","
                                + "\"peerAddress\":\"192.168.10.200\",\"peerASN\":65000,\"peerConfigRef\":{\"name\":\"cilium-peer\"}}]}]}");
        assertThat(config.path("metadata")
                        .path("ownerReferences")
                        .path(0)
                        .path("name")
                        .asString())
                .isEqualTo("cilium-bgp");
        label("k8s-w0", "false");
        awaitGone("CiliumBGPNodeConfig", "k8s-w0");
        label("k8s-w0", "true");
        await("CiliumBGPNodeConfig", "k8s-w0", object -> true);
        assertThat(objects.list(type("CiliumBGPNodeConfig"), "", "")).hasSize(3);
    }

    @Test
    void anOverrideChangesItsNodeOnly() {
        create("""
                apiVersion: cilium.io/v2
                kind: CiliumBGPNodeConfigOverride
                metadata: {name: k8s-w0}
                spec:
                  bgpInstances:
                  - {name: instance-65001, routerID: 10.0.0.9, localPort: 1179, peers: [{name: tor-switch, localAddress: 192.168.20.100}]}
                """);
        create(CLUSTER.formatted("cilium-bgp"));
        JsonNode changed = await("CiliumBGPNodeConfig", "k8s-w0", object -> true)
                .path("spec")
                .path("bgpInstances")
                .path(0);
        assertThat(changed.path("routerID").asString()).isEqualTo("10.0.0.9");
        assertThat(changed.path("localPort").asInt()).isEqualTo(1179);
        assertThat(changed.path("peers").path(0).path("localAddress").asString())
                .isEqualTo("192.168.20.100");
        JsonNode other = await("CiliumBGPNodeConfig", "k8s-w1", object -> true)
                .path("spec")
                .path("bgpInstances")
                .path(0);
        assertThat(other.has("routerID")).isFalse();
    }

    @Test
    void conditionsTellWhatStandsInTheWay() {
        create(CLUSTER.formatted("first"));
        await("CiliumBGPClusterConfig", "first", object -> message(object, "cilium.io/MissingPeerConfigs")
                .equals("Referenced CiliumBGPPeerConfig(s) are missing: [cilium-peer]"));
        create(
                "{apiVersion: cilium.io/v2, kind: CiliumBGPPeerConfig, metadata: {name: cilium-peer}, spec: {authSecretRef: secret}}");
        await("CiliumBGPClusterConfig", "first", object -> is(object, "cilium.io/MissingPeerConfigs", "False"));
        await("CiliumBGPPeerConfig", "cilium-peer", object -> is(object, "cilium.io/MissingAuthSecret", "True"));
        create(
                "{apiVersion: v1, kind: Secret, metadata: {name: secret, namespace: kube-system}, data: {password: eA==}}");
        await("CiliumBGPPeerConfig", "cilium-peer", object -> is(object, "cilium.io/MissingAuthSecret", "False"));
        create(CLUSTER.formatted("second"));
        await("CiliumBGPClusterConfig", "second", object -> message(object, "cilium.io/ConflictingClusterConfig")
                .equals("Selecting the same node(s) with ClusterConfig(s): [first]"));
        create(CLUSTER.formatted("nobody").replace("enable-bgp", "no-such-label"));
        await("CiliumBGPClusterConfig", "nobody", object -> is(object, "cilium.io/NoMatchingNode", "True"));
    }

    @Test
    void withoutStatusReportTheConditionsGo() {
        create(CLUSTER.formatted("cilium-bgp"));
        await("CiliumBGPClusterConfig", "cilium-bgp", object -> is(object, "cilium.io/NoMatchingNode", "False"));
        operator.close();
        operator = operator(Map.of("enable-bgp-control-plane-status-report", "false"));
        await("CiliumBGPClusterConfig", "cilium-bgp", object -> object.path("status")
                .path("conditions")
                .isEmpty());
    }

    @Test
    void aLoadBalancerGetsTheFirstAddressOfAPool() {
        create(service("webpod", ""));
        create(pool("cilium-pool", "172.16.1.0/24"));
        ObjectNode service =
                awaitCore("Service", "webpod", object -> is(object, "cilium.io/IPAMRequestSatisfied", "True"));
        assertThat(service.path("status")
                        .path("loadBalancer")
                        .path("ingress")
                        .path(0)
                        .path("ip")
                        .asString())
                .isEqualTo("172.16.1.1");
        await("CiliumLoadBalancerIPPool", "cilium-pool", object -> message(object, "cilium.io/IPsAvailable")
                .equals("253"));
        create(service("second", "annotations: {lbipam.cilium.io/ips: 172.16.1.77},"));
        ObjectNode second =
                awaitCore("Service", "second", object -> is(object, "cilium.io/IPAMRequestSatisfied", "True"));
        assertThat(second.path("status")
                        .path("loadBalancer")
                        .path("ingress")
                        .path(0)
                        .path("ip")
                        .asString())
                .isEqualTo("172.16.1.77");
        ObjectNode plain =
                objects.get(objects.type("v1", "Service"), "default", "webpod").orElseThrow();
        ((ObjectNode) plain.get("spec")).put("type", "ClusterIP");
        objects.update(objects.type("v1", "Service"), plain);
        awaitCore("Service", "webpod", object -> object.path("status")
                .path("loadBalancer")
                .path("ingress")
                .isEmpty());
    }

    @Test
    void theNewerOfTwoOverlappingPoolsIsInConflict() {
        create(pool("a-pool", "172.16.1.0/24"));
        await("CiliumLoadBalancerIPPool", "a-pool", object -> is(object, "cilium.io/PoolConflict", "False"));
        create(pool("b-pool", "172.16.0.0/16"));
        await("CiliumLoadBalancerIPPool", "b-pool", object -> is(object, "cilium.io/PoolConflict", "True"));
        assertThat(is(
                        objects.get(type("CiliumLoadBalancerIPPool"), "", "a-pool")
                                .orElseThrow(),
                        "cilium.io/PoolConflict",
                        "False"))
                .isTrue();
    }

    private Operator operator(Map<String, String> more) {
        TreeMap<String, String> data = new TreeMap<>(Map.of(
                "enable-bgp-control-plane", "true", "ipam", "cluster-pool", "cluster-pool-ipv4-cidr", "172.20.0.0/16"));
        data.putAll(more);
        return new Operator(
                objects,
                new CiliumConfig("1.18.0", data),
                List.of("k8s-ctr", "k8s-w1", "k8s-w0"),
                new LogLines(line -> {}, "test"));
    }

    private void create(String yaml) {
        ObjectNode object = (ObjectNode) Labs.yaml(yaml);
        objects.create(
                objects.type(
                        object.path("apiVersion").asString(),
                        object.path("kind").asString()),
                object);
    }

    private static String service(String name, String metadata) {
        return """
                apiVersion: v1
                kind: Service
                metadata: {%s name: %s, namespace: default}
                spec: {type: LoadBalancer, selector: {app: webpod}, ports: [{port: 80, protocol: TCP, targetPort: 80}]}
                """.formatted(metadata, name);
    }

    private static String pool(String name, String cidr) {
        return "{apiVersion: cilium.io/v2, kind: CiliumLoadBalancerIPPool, metadata: {name: %s}, spec: {allowFirstLastIPs: \"No\", blocks: [{cidr: %s}]}}"
                .formatted(name, cidr);
    }

    private void label(String node, String value) {
        ObjectNode object = objects.get(objects.type("v1", "Node"), "", node).orElseThrow();
        ((ObjectNode) object.path("metadata").path("labels")).put("enable-bgp", value);
        objects.update(objects.type("v1", "Node"), object);
    }

    private String podCidr(String node) {
        return await(
                        "CiliumNode",
                        node,
                        object -> object.path("spec")
                                        .path("ipam")
                                        .path("podCIDRs")
                                        .size()
                                == 1)
                .path("spec")
                .path("ipam")
                .path("podCIDRs")
                .path(0)
                .asString();
    }

    private static boolean is(JsonNode object, String type, String status) {
        return condition(object, type).path("status").asString("").equals(status);
    }

    private static String message(JsonNode object, String type) {
        return condition(object, type).path("message").asString("");
    }

    private static JsonNode condition(JsonNode object, String type) {
        for (JsonNode condition : object.path("status").path("conditions")) {
            if (condition.path("type").asString("").equals(type)) {
                return condition;
            }
        }
        return object.path("no such field");
    }

    private ResourceType type(String kind) {
        return objects.type(V2, kind);
    }

    private ObjectNode await(String kind, String name, Predicate<ObjectNode> wanted) {
        return await(type(kind), name, wanted);
    }

    private ObjectNode awaitCore(String kind, String name, Predicate<ObjectNode> wanted) {
        return await(objects.type("v1", kind), name, wanted);
    }

    private ObjectNode await(ResourceType type, String name, Predicate<ObjectNode> wanted) {
        CompletableFuture<ObjectNode> seen = new CompletableFuture<>();
        try (Objects.Subscription watch = objects.watch(type, change -> {
            boolean it =
                    change.object().path("metadata").path("name").asString().equals(name);
            if (it && !change.kind().equals("DELETED") && wanted.test(change.object())) {
                seen.complete(change.object());
            }
        })) {
            return seen.get(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("not seen; now: " + objects.list(type, "", ""), e);
        }
    }

    private void awaitGone(String kind, String name) {
        CompletableFuture<Void> gone = new CompletableFuture<>();
        try (Objects.Subscription watch = objects.watch(type(kind), change -> {
            if (objects.get(type(kind), "", name).isEmpty()) {
                gone.complete(null);
            }
        })) {
            gone.get(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(name + " is still there", e);
        }
    }
}
