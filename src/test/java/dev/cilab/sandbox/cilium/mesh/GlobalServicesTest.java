package dev.cilab.sandbox.cilium.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cilab.sandbox.cilium.Dialect;
import dev.cilab.sandbox.cilium.lb.Frontend;
import dev.cilab.sandbox.cilium.lb.LbService;
import dev.cilab.sandbox.cilium.lb.LbService.Backend;
import dev.cilab.sandbox.cilium.lb.Sharing;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which backends of another cluster are used, by what the two Services' annotations say. */
class GlobalServicesTest {

    private static final Backend OWN = new Backend("10.0.1.10", 80, "west-worker");
    private static final Backend OTHER = new Backend("10.1.1.20", 80, "", "east");

    @ParameterizedTest
    @CsvSource({
        "false, false, false, false",
        "false, false, true,  false",
        "false, true,  false, false",
        "false, true,  true,  false",
        "true,  false, false, false",
        "true,  false, true,  false",
        "true,  true,  false, false",
        "true,  true,  true,  true"
    })
    void oneClusterUsesTheOthersBackends(boolean ownGlobal, boolean global, boolean shared, boolean uses) {
        for (boolean ownShared : List.of(true, false)) {
            LbService own = service(new Sharing(ownGlobal, ownShared, Sharing.Affinity.NONE), "http");
            Sharing others = new Sharing(global, shared, Sharing.Affinity.NONE);

            List<Backend> merged = backends(own, others.exported() ? List.of(remote("webpod", "http")) : List.of());

            assertThat(merged).as("its own sharing does not count").hasSize(uses ? 2 : 1);
        }
    }

    @Test
    void onlyTheSameNameNamespaceAndPortCount() {
        LbService own = service(new Sharing(true, true, Sharing.Affinity.NONE), "http");

        assertThat(backends(own, List.of(remote("webpod2", "http")))).containsExactly(OWN);
        assertThat(backends(own, List.of(remote("webpod", "web")))).containsExactly(OWN);
        assertThat(backends(own, List.of(remote("webpod", "http")))).containsExactly(OWN, OTHER);
    }

    @ParameterizedTest
    @CsvSource({
        "NONE,   V1_17, 10.0.1.10 10.1.1.20,     10.0.1.10- 10.1.1.20-",
        "NONE,   V1_18, 10.0.1.10 10.1.1.20,     10.0.1.10+ 10.1.1.20+",
        "LOCAL,  V1_17, 10.0.1.10,               10.0.1.10+ 10.1.1.20-",
        "LOCAL,  V1_18, 10.0.1.10,               10.0.1.10+",
        "REMOTE, V1_17, 10.1.1.20,               10.1.1.20+ 10.0.1.10-",
        "REMOTE, V1_18, 10.1.1.20,               10.1.1.20+"
    })
    void affinityChoosesAndEachVersionListsInItsWay(
            Sharing.Affinity affinity, Dialect dialect, String used, String listed) {
        LbService service = service(new Sharing(true, true, affinity), "http");
        Frontend frontend = frontend(service, List.of(remote("webpod", "http")));

        assertThat(frontend.internal()).extracting(Backend::ip).containsExactly(used.split(" "));
        assertThat(frontend.listed(dialect))
                .extracting(each -> each.backend().ip() + (each.preferred() ? "+" : "-"))
                .containsExactly(listed.split(" "));
    }

    @Test
    void withoutAPreferredBackendTheOthersServe() {
        LbService remoteOnly = service(new Sharing(true, true, Sharing.Affinity.REMOTE), "http");
        Frontend frontend = frontend(remoteOnly, List.of());

        assertThat(frontend.internal()).containsExactly(OWN);
        assertThat(frontend.listed(Dialect.V1_17))
                .extracting(Frontend.Listed::preferred)
                .containsExactly(false);
    }

    @Test
    void servicesAreCountedOnceHoweverManyClustersShareThem() {
        RemoteState east = state("east", remote("webpod", "http"));
        RemoteState north = state("north", remote("webpod", "http"));

        assertThat(GlobalServices.count(List.of(east, north))).isEqualTo(1);
    }

    private static Frontend frontend(LbService service, List<RemoteState.Service> remote) {
        List<LbService> merged = GlobalServices.merge(List.of(service), List.of(state("east", remote)));
        return Frontend.of(merged, "west-worker", List.of()).getFirst();
    }

    private static List<Backend> backends(LbService own, List<RemoteState.Service> remote) {
        return GlobalServices.merge(List.of(own), List.of(state("east", remote)))
                .getFirst()
                .ports()
                .getFirst()
                .backends();
    }

    private static RemoteState state(String cluster, RemoteState.Service service) {
        return state(cluster, List.of(service));
    }

    private static RemoteState state(String cluster, List<RemoteState.Service> services) {
        return new RemoteState(cluster, List.of(), 0, 0, Map.of(), services);
    }

    private static RemoteState.Service remote(String name, String port) {
        return new RemoteState.Service("default", name, List.of(new RemoteState.Target(port, "TCP", OTHER)));
    }

    private static LbService service(Sharing sharing, String port) {
        return new LbService(
                "default",
                "webpod",
                Map.of(),
                "ClusterIP",
                List.of("10.2.47.149"),
                List.of(),
                List.of(),
                "",
                false,
                false,
                false,
                List.of(new LbService.Port(port, "TCP", 80, 0, List.of(OWN))),
                sharing);
    }
}
