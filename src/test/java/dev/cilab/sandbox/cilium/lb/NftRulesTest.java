package dev.cilab.sandbox.cilium.lb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cilab.Golden;
import dev.cilab.sandbox.cilium.Cidr;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class NftRulesTest {

    private static final LoadBalancer.Site SITE = new LoadBalancer.Site(
            List.of("eth1"),
            List.of(Cidr.of("172.20.0.0/24")),
            new TreeSet<>(List.of("172.20.0.229", "172.20.0.10")),
            true,
            List.of(Cidr.of("192.168.10.100"), Cidr.of("172.20.0.0/16"), Cidr.of("172.20.0.0/24")));

    @Test
    void rules() {
        Golden.check("cilium/services.nft", NftRules.render(frontends(), SITE));
    }

    @Test
    void nothingToBalance() {
        Golden.check("cilium/services-none.nft", NftRules.render(List.of(), SITE));
    }

    @Test
    @Tag("sandbox")
    void nftAcceptsThem() throws Exception {
        Process nft = new ProcessBuilder("unshare", "-n", "nft", "-f", "-")
                .redirectErrorStream(true)
                .start();
        nft.getOutputStream().write((NftRules.render(frontends(), SITE) + NftRules.render(List.of(), SITE)).getBytes());
        nft.getOutputStream().close();
        String output = new String(nft.getInputStream().readAllBytes());
        assertThat(nft.waitFor()).as(output).isZero();
    }

    private static List<Frontend> frontends() {
        LbService.Backend here = new LbService.Backend("172.20.0.229", 80, "k8s-ctr");
        LbService.Backend there = new LbService.Backend("172.20.1.158", 80, "k8s-w1");
        return Frontend.of(
                List.of(
                        service("cluster", "10.96.0.1", "172.16.1.1", false, false, "TCP", List.of(here, there)),
                        service("local", "10.96.0.2", "172.16.1.2", true, false, "TCP", List.of(here, there)),
                        service("local-elsewhere", "10.96.0.3", "172.16.1.3", true, false, "TCP", List.of(there)),
                        service("sticky", "10.96.0.4", "172.16.1.4", false, true, "UDP", List.of(here, there)),
                        service("empty", "10.96.0.5", "172.16.1.5", false, false, "TCP", List.of())),
                "k8s-ctr",
                List.of("192.168.10.100"));
    }

    private static LbService service(
            String name,
            String clusterIp,
            String ingress,
            boolean local,
            boolean affinity,
            String protocol,
            List<LbService.Backend> backends) {
        int nodePort = 30000 + Integer.parseInt(clusterIp.substring(clusterIp.length() - 1));
        return new LbService(
                "default",
                name,
                Map.of(),
                "LoadBalancer",
                List.of(clusterIp),
                List.of(),
                List.of(ingress),
                "",
                local,
                false,
                affinity,
                List.of(new LbService.Port("", protocol, 80, nodePort, backends)));
    }
}
