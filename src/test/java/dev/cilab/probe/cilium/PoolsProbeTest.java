package dev.cilab.probe.cilium;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cilab.kube.KubeObject;
import dev.cilab.probe.Json;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

class PoolsProbeTest {

    @Test
    void counts_are_read_from_the_messages_of_conditions() throws Exception {
        KubeObject pool = object("""
                {"metadata":{"name":"cilium-pool"},
                 "spec":{"allowFirstLastIPs":"No","blocks":[{"cidr":"172.16.1.0/24"}]},
                 "status":{"conditions":[
                   {"type":"cilium.io/PoolConflict","status":"False","reason":"resolved","message":""},
                   {"type":"cilium.io/IPsTotal","status":"Unknown","reason":"noreason","message":"254"},
                   {"type":"cilium.io/IPsAvailable","status":"Unknown","reason":"noreason","message":"253"},
                   {"type":"cilium.io/IPsUsed","status":"Unknown","reason":"noreason","message":"1"}]}}
                """);

        Pool read =
                PoolsProbe.read("bgp", pool, List.of(service("webpod", "172.16.1.1"), service("other", "10.0.0.1")));

        assertThat(read)
                .isEqualTo(new Pool(
                        "bgp",
                        "cilium-pool",
                        List.of("172.16.1.0/24"),
                        false,
                        false,
                        254,
                        254,
                        253,
                        1,
                        List.of("default/webpod")));
    }

    @Test
    void a_pool_that_nobody_has_looked_at_has_no_counts() throws Exception {
        Pool read = PoolsProbe.read(
                "bgp", object("{\"metadata\":{\"name\":\"p\"},\"spec\":{\"blocks\":[],\"disabled\":true}}"), List.of());

        assertThat(read.disabled()).isTrue();
        assertThat(List.of(read.total(), read.available(), read.used())).containsOnly(-1L);
    }

    @ParameterizedTest
    @CsvSource({
        "No, '{\"cidr\":\"172.16.1.0/24\"}', 254",
        "Yes, '{\"cidr\":\"172.16.1.0/24\"}', 256",
        "No, '{\"cidr\":\"172.16.1.7/24\"}', 254",
        "No, '{\"cidr\":\"172.16.1.4/31\"}', 2",
        "No, '{\"cidr\":\"172.16.1.4/32\"}', 1",
        "No, '{\"start\":\"172.16.1.10\",\"stop\":\"172.16.1.20\"}', 11",
        "No, '{\"start\":\"172.16.1.10\"}', 1",
        "No, '{\"cidr\":\"2001:db8::/64\"}', 0",
        "No, '{\"start\":\"172.16.1.10\",\"stop\":\"172.16.1.1\"}', 0"
    })
    void addresses_are_counted_by_the_pool_s_own_rules(String ends, String block, long addresses) throws Exception {
        KubeObject pool = object("{\"metadata\":{\"name\":\"p\"},\"spec\":{\"allowFirstLastIPs\":\"" + ends
                + "\",\"blocks\":[" + block + "]}}");

        assertThat(new PoolBlocks(pool).size()).isEqualTo(addresses);
    }

    @Test
    void a_waiting_service_tells_why() throws Exception {
        KubeObject service = object("""
                {"metadata":{"name":"webpod","namespace":"default"},
                 "spec":{"type":"LoadBalancer","clusterIP":"10.96.1.1","externalTrafficPolicy":"Cluster"},
                 "status":{"loadBalancer":{},"conditions":[
                   {"type":"cilium.io/IPAMRequestSatisfied","status":"False","reason":"out_of_ips","message":"ran out"}]}}
                """);

        LbService read = LbServicesProbe.read("bgp", service);

        assertThat(read.ips()).isEmpty();
        assertThat(read.satisfied()).isFalse();
        assertThat(read.reason()).isEqualTo("out_of_ips");
    }

    private static KubeObject service(String name, String ip) throws Exception {
        return object("{\"metadata\":{\"name\":\"" + name
                + "\",\"namespace\":\"default\"},\"spec\":{\"type\":\"LoadBalancer\"},"
                + "\"status\":{\"loadBalancer\":{\"ingress\":[{\"ip\":\"" + ip + "\"}]}}}");
    }

    private static KubeObject object(String json) throws Exception {
        return new KubeObject((ObjectNode) Json.read("test", json));
    }
}
