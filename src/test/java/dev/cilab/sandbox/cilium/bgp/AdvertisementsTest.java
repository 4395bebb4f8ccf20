package dev.cilab.sandbox.cilium.bgp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** From label to prefix: every link of the chain on its own. */
class AdvertisementsTest {

    private static final String SERVICE = """
            [{metadata: {labels: {advertise: bgp}}, spec: {advertisements: [
              {advertisementType: Service, service: {addresses: [LoadBalancerIP]},
               selector: {matchExpressions: [{key: app, operator: In, values: [webpod]}]}}]}}]
            """;

    @Test
    void podCidrOfTheNode() {
        assertThat(Labs.instance().policies()).singleElement().satisfies(policy -> {
            assertThat(policy.name()).isEqualTo("tor-switch-ipv4-PodCIDR");
            assertThat(prefixes(List.of(policy))).containsExactly("172.20.0.0/24");
        });
    }

    @Test
    void anAdvertisementWithoutTheFamilysLabelIsNotUsed() {
        String other = SERVICE.replace("advertise: bgp", "advertise: other");
        assertThat(Labs.policies(Labs.yaml(other), Labs.webpod("k8s-ctr", false)))
                .isEmpty();
    }

    @Test
    void aServicesAddressIsAHostRouteUnderTheServicesName() {
        List<RoutePolicy> policies = Labs.policies(Labs.yaml(SERVICE), Labs.webpod("k8s-w1", false));
        assertThat(policies)
                .extracting(RoutePolicy::name)
                .containsExactly("tor-switch-ipv4-Service-webpod-default-LoadBalancerIP");
        assertThat(prefixes(policies)).containsExactly("172.16.1.1/32");
    }

    @Test
    void withPolicyLocalOnlyNodesWithABackendAnnounce() {
        assertThat(Labs.policies(Labs.yaml(SERVICE), Labs.webpod("k8s-w1", true)))
                .isEmpty();
        assertThat(prefixes(Labs.policies(Labs.yaml(SERVICE), Labs.webpod("k8s-ctr", true))))
                .containsExactly("172.16.1.1/32");
    }

    @Test
    void aServiceWithoutBackendsIsNotAnnounced() {
        assertThat(Labs.policies(Labs.yaml(SERVICE), Labs.webpod(null, false))).isEmpty();
    }

    @Test
    void withoutASelectorNoServiceIsSelected() {
        String bare = SERVICE.replaceAll("(?s),\\s*selector: .*?\\]\\}\\}", "}");
        assertThat(Labs.policies(Labs.yaml(bare), Labs.webpod("k8s-ctr", false)))
                .isEmpty();
    }

    @Test
    void namesOfServicesCanBeSelected() {
        String byName = SERVICE.replace(
                "{key: app, operator: In, values: [webpod]}",
                "{key: io.kubernetes.service.name, operator: In, values: [webpod]}");
        assertThat(Labs.policies(Labs.yaml(byName), Labs.webpod("k8s-ctr", false)))
                .hasSize(1);
    }

    @Test
    void otherAddressesAndAggregation() {
        String all = SERVICE.replace("[LoadBalancerIP]", "[ClusterIP, ExternalIP], aggregationLengthIPv4: 24");
        assertThat(prefixes(Labs.policies(Labs.yaml(all), Labs.webpod("k8s-w1", false))))
                .containsExactly("10.96.39.0/24", "203.0.113.0/24");
        assertThat(prefixes(Labs.policies(Labs.yaml(all), Labs.webpod("k8s-ctr", true))))
                .as("policy Local never announces an aggregate")
                .containsExactly("10.96.39.0/24", "203.0.113.7/32");
    }

    @Test
    void attributesGoWithTheStatement() {
        String marked = SERVICE.replace(
                "selector:",
                "attributes: {communities: {standard: [\"65000:99\"], wellKnown: [no-export], large: [\"65000:1:2\"]}, localPreference: 150}, selector:");
        RoutePolicy.Statement statement = Labs.policies(Labs.yaml(marked), Labs.webpod("k8s-ctr", false))
                .getFirst()
                .statements()
                .getFirst();
        assertThat(statement.communities()).containsExactly("65000:99", "no-export");
        assertThat(statement.largeCommunities()).containsExactly("65000:1:2");
        assertThat(statement.localPreference()).hasValue(150);
    }

    private static List<String> prefixes(List<RoutePolicy> policies) {
        return policies.stream()
                .flatMap(policy -> policy.statements().stream())
                .flatMap(statement -> statement.prefixes().stream())
                .map(Object::toString)
                .toList();
    }
}
