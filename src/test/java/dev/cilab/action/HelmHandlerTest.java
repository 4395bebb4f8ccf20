package dev.cilab.action;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.cilab.CommandRun;
import dev.cilab.env.Environment;
import dev.cilab.env.Scope;
import dev.cilab.event.Event;
import dev.cilab.event.Events;
import dev.cilab.helm.Chart;
import dev.cilab.helm.ChartSource;
import dev.cilab.helm.Helm;
import dev.cilab.helm.HelmValues;
import dev.cilab.helm.Release;
import dev.cilab.helm.Releases;
import dev.cilab.helm.TestCharts;
import dev.cilab.kube.Guard;
import dev.cilab.kube.KubeCluster;
import dev.cilab.kube.Ownership;
import dev.cilab.kube.OwnershipGuard;
import dev.cilab.kube.Ref;
import dev.cilab.lab.Action;
import dev.cilab.lab.ClusterName;
import dev.cilab.lab.NodeName;
import dev.cilab.lab.Topology;
import dev.cilab.sandbox.api.TestServer;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Real Helm and a real API server, without nodes. */
class HelmHandlerTest {

    @TempDir
    private Path folder;

    private final Helm helm = new Helm(CommandRun.CACHE, Map.of());
    private final List<String> told = new ArrayList<>();
    private final Events events = event -> {
        if (event instanceof Event.Progress progress) {
            told.add(progress.lastSeen());
        }
    };
    private TestServer server;
    private KubeCluster cluster;
    private Guard guard;
    private Scope scope;
    private Path chart;

    @BeforeEach
    void start() throws Exception {
        server = new TestServer(folder);
        cluster = new KubeCluster(new ClusterName("lab"), server.kubeconfig(), "lab");
        chart = TestCharts.plain(folder, "1.2.3");
        Ownership ownership = new Ownership(folder.resolve("clusters.json"));
        ownership.record(cluster.uid(), new Ownership.Entry(cluster.name(), "test", Ownership.Origin.CREATED));
        guard = new OwnershipGuard(ownership);
        scope = scope(guard);
    }

    @AfterEach
    void stop() {
        cluster.close();
        server.close();
    }

    @Test
    void itIsInstalledUpgradedAndThenLeftAlone() throws Exception {
        assertThat(perform(Map.of("greeting", "hi"))).isInstanceOf(Change.Done.class);
        assertThat(perform(Map.of("greeting", "hi"))).isEqualTo(new Change.None());
        assertThat(plan(Map.of("greeting", "hello"))).isInstanceOf(Change.Planned.class);

        Change upgraded = perform(Map.of("greeting", "hello"));

        assertThat(upgraded).isInstanceOf(Change.Done.class);
        assertThat(((Change.Done) upgraded).summary())
                .isEqualTo("upgrade Helm release hello 1.2.3: greeting: \"hi\" -> \"hello\"");
        assertThat(new Releases(cluster).history("default", "hello"))
                .extracting(Release::status)
                .containsExactly(Release.Status.SUPERSEDED, Release.Status.DEPLOYED);
        assertThat(told).contains("helm install", "helm upgrade");
    }

    @Test
    void anObjectThatSomebodyDeletedIsMadeAgain() throws Exception {
        perform(Map.of("greeting", "hi"));
        cluster.delete(guard.permit(cluster), Ref.one("configmap", "default", "greeting"));

        Change mended = perform(Map.of("greeting", "hi"));

        assertThat(mended).isInstanceOfSatisfying(Change.Done.class, done -> assertThat(done.summary())
                .isEqualTo("upgrade Helm release hello 1.2.3: ConfigMap greeting is gone"));
        assertThat(cluster.get(Ref.one("configmap", "default", "greeting"))).isPresent();
        assertThat(perform(Map.of("greeting", "hi"))).isEqualTo(new Change.None());
    }

    @Test
    void aPasswordIsNowhereInWhatIsTold() {
        Change install = perform(Map.of("greeting", "hi", "password", "c2VjcmV0"));

        assertThat(install).isInstanceOf(Change.Done.class);
        assertThat(install.toString()).doesNotContain("c2VjcmV0");
        assertThat(perform(Map.of("password", "b3RoZXI=")).toString()).doesNotContain("c2VjcmV0", "b3RoZXI=");
    }

    @Test
    void aClusterThatIsNotOursIsNotWrittenTo() throws Exception {
        Change refused = handler()
                .perform(
                        action(Map.of(), List.of()),
                        scope(new OwnershipGuard(new Ownership(folder.resolve("none.json")))),
                        Events.NONE);

        assertThat(refused).isInstanceOf(Change.Refused.class);
        assertThat(new Releases(cluster).all()).isEmpty();
    }

    /** Neither a run nor a dry run: the guard is asked before anybody is asked for the chart. */
    @Test
    void forAClusterThatIsNotOursNoChartIsFetched() throws Exception {
        List<String> asked = new CopyOnWriteArrayList<>();
        HttpServer charts = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        charts.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI().toString());
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        charts.start();
        try {
            String url = "http://127.0.0.1:" + charts.getAddress().getPort() + "/hello-1.2.3.tgz";
            Action.Helm action = new Action.Helm(
                    Optional.empty(), "hello", "default", url, "1.2.3", List.of(), Map.of(), true, List.of());
            Scope foreign = scope(new OwnershipGuard(new Ownership(folder.resolve("none.json"))));

            assertThat(handler().plan(action, foreign)).isInstanceOf(Change.Refused.class);
            assertThat(handler().perform(action, foreign, Events.NONE)).isInstanceOf(Change.Refused.class);
            assertThat(asked).isEmpty();
            assertThat(handler().plan(action, scope)).isInstanceOf(Change.Failed.class);
            assertThat(asked).containsExactly("/hello-1.2.3.tgz");
        } finally {
            charts.stop(0);
        }
    }

    @Test
    void aRestartThatWasCutOffIsStillToBeDone() throws Exception {
        server.kubectl("", "create", "deployment", "web", "--image", "nginx");
        perform(Map.of("greeting", "hi"));
        Chart read = helm.charts().get(new ChartSource.Local(chart), "1.2.3");
        helm.upgrade(
                guard.permit(cluster),
                cluster,
                new Helm.Wanted(
                        "hello",
                        "default",
                        read,
                        HelmValues.at("greeting", "hi"),
                        "cilab: then restart deployment/web"));
        Action.Helm action = action(Map.of("greeting", "hi"), List.of(new Action.Helm.Workload("deployment", "web")));

        assertThat(handler().plan(action, scope))
                .isInstanceOfSatisfying(Change.Planned.class, planned -> assertThat(planned.summary())
                        .isEqualTo("restart deployment/web"));
        server.kubectl("", "rollout", "restart", "deployment/web");
        assertThat(handler().plan(action, scope)).isEqualTo(new Change.None());
    }

    @Test
    void whileAnotherHelmIsAtWorkNothingIsDone() throws Exception {
        String release = """
                {"name": "hello", "namespace": "default", "version": 1, "config": {},
                 "info": {"status": "pending-install", "last_deployed": "%s"},
                 "chart": {"metadata": {"name": "hello", "version": "1.2.3"}}}
                """.formatted(Clock.systemUTC().instant());
        byte[] once = Base64.getEncoder().encode(release.getBytes(StandardCharsets.UTF_8));
        cluster.create(
                guard.permit(cluster),
                JsonMapper.shared()
                        .valueToTree(Map.of(
                                "apiVersion", "v1",
                                "kind", "Secret",
                                "type", "helm.sh/release.v1",
                                "metadata",
                                        Map.of(
                                                "name", "sh.helm.release.v1.hello.v1",
                                                "namespace", "default",
                                                "labels",
                                                        Map.of(
                                                                "owner",
                                                                "helm",
                                                                "name",
                                                                "hello",
                                                                "status",
                                                                "pending-install")),
                                "data", Map.of("release", Base64.getEncoder().encodeToString(once)))));

        Change change = perform(Map.of());

        assertThat(change).isInstanceOfSatisfying(Change.Failed.class, failed -> {
            assertThat(failed.evidence()).contains("Helm release hello is pending-install since");
            assertThat(failed.next()).endsWith("-n default delete secret sh.helm.release.v1.hello.v1");
        });
    }

    private Change plan(Map<String, Object> set) {
        return handler().plan(action(set, List.of()), scope);
    }

    private Change perform(Map<String, Object> set) {
        return handler().perform(action(set, List.of()), scope, events);
    }

    private HelmHandler handler() {
        return new HelmHandler(helm, events, Clock.systemUTC());
    }

    private Action.Helm action(Map<String, Object> set, List<Action.Helm.Workload> restart) {
        return new Action.Helm(
                Optional.empty(), "hello", "default", chart.toString(), "1.2.3", List.of(), set, true, restart);
    }

    private Scope scope(Guard writes) {
        Environment environment = (Environment) Proxy.newProxyInstance(
                Environment.class.getClassLoader(), new Class<?>[] {Environment.class}, (proxy, method, args) -> {
                    if (method.getName().equals("cluster")) {
                        return cluster;
                    }
                    throw new UnsupportedOperationException(method.getName());
                });
        Topology topology = new Topology(
                "lab",
                List.of(),
                List.of(),
                List.of(new Topology.KubeCluster(
                        cluster.name(), "v1.33.2", "172.20.0.0/16", "10.96.0.0/16", List.of(new NodeName("k8s-ctr")))));
        return new Scope(environment, topology, Map.of(), writes);
    }
}
