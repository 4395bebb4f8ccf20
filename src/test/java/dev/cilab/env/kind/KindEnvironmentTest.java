package dev.cilab.env.kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.cilab.Golden;
import dev.cilab.env.FakeProcesses.Answer;
import dev.cilab.env.Finding;
import dev.cilab.env.LabFolder;
import dev.cilab.env.LabSetup;
import dev.cilab.env.Liveness;
import dev.cilab.env.NotReady;
import dev.cilab.env.StateFolder;
import dev.cilab.env.machine.ThisMachine;
import dev.cilab.event.Event;
import dev.cilab.event.Events;
import dev.cilab.exec.Command;
import dev.cilab.exec.Unreachable;
import dev.cilab.kube.Ownership;
import dev.cilab.kube.TinyApiServer;
import dev.cilab.lab.ClusterName;
import dev.cilab.lab.LabFiles;
import dev.cilab.lab.NodeName;
import dev.cilab.lab.Topology;
import dev.cilab.lab.reader.LabReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The labs' topologies in kind, against answers of the shape that docker and kind give; no container is made. */
class KindEnvironmentTest {

    private static final String CORE = """
            {"kind":"APIResourceList","groupVersion":"v1","resources":[
            {"name":"nodes","singularName":"node","kind":"Node","namespaced":false,"verbs":["get","list","watch"]}]}""";
    private static final String NODE =
            "{\"metadata\":{\"name\":\"%s\"},\"status\":{\"addresses\":[{\"type\":\"InternalIP\",\"address\":\"%s\"}]}}";

    @TempDir
    private Path dir;

    private TinyApiServer api;
    private FakeDocker docker;
    private StateFolder state;
    private final List<String> told = new ArrayList<>();
    private final Events events = event -> {
        if (event instanceof Event.EnvironmentChanged changed) {
            told.add(changed.what());
        }
    };

    @BeforeEach
    void start() throws Exception {
        String nodes = String.join(
                ",",
                NODE.formatted("k8s-ctr", "192.168.10.100"),
                NODE.formatted("k8s-w1", "192.168.10.101"),
                NODE.formatted("k8s-w0", "192.168.20.100"));
        api = new TinyApiServer()
                .on("GET /api/v1", 200, CORE)
                .on("GET /apis", 200, "{\"kind\":\"APIGroupList\",\"groups\":[]}")
                .on("GET /api/v1/namespaces/kube-system", 200, "{\"metadata\":{\"uid\":\"u-1\"}}")
                .on("GET /api/v1/nodes", 200, "{\"metadata\":{\"resourceVersion\":\"5\"},\"items\":[" + nodes + "]}");
        docker = new FakeDocker("http://127.0.0.1:" + api.port());
        state = new StateFolder(dir.resolve("state"));
        for (String program : List.of("docker", "kind")) {
            Path file = Files.writeString(dir.resolve(program), "");
            assertThat(file.toFile().setExecutable(true)).isTrue();
        }
        proc("sys/fs/inotify/max_user_watches", "524288");
        proc("sys/fs/inotify/max_user_instances", "512");
    }

    private void proc(String file, String content) throws Exception {
        Path path = dir.resolve("proc").resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, content + "\n");
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void theBgpLabIsBroughtUpAndTakenDown() throws Exception {
        Topology topology = topology("bgp");
        try (KindEnvironment environment = environment("bgp")) {
            assertThat(environment.state(topology)).isInstanceOf(Liveness.Absent.class);
            docker.transcript();

            environment.up(topology, events);

            Golden.check("kind/bgp-up.txt", plain(docker.transcript()));
            assertThat(environment.state(topology)).isInstanceOf(Liveness.Running.class);
            assertThat(told)
                    .containsExactly(
                            "pulling kindest/node:v1.33.2",
                            "creating cluster bgp",
                            "cluster bgp is up",
                            "starting router");
            assertThat(new Ownership(state.clusters()).find("u-1")).isPresent();
            assertThat(environment.host(new NodeName("k8s-w0")).paste(Command.of("ip", "route")))
                    .isEqualTo("docker exec bgp-worker2 ip route");
            assertThat(environment.shell(new NodeName("router"), List.of()))
                    .containsExactly("docker", "exec", "-it", "bgp-router", "bash", "-l");
            assertThat(environment.cluster(new ClusterName("bgp")).uid()).isEqualTo("u-1");
            docker.transcript();

            assertThat(environment.down(topology, events)).isEmpty();

            Golden.check("kind/bgp-down.txt", plain(docker.transcript()));
            assertThat(environment.state(topology)).isInstanceOf(Liveness.Absent.class);
            assertThat(docker.networks).containsOnlyKeys("bridge", "kind");
            assertThat(new Ownership(state.clusters()).find("u-1")).isEmpty();
        }
    }

    @Test
    void theMeshLabIsBroughtUp() throws Exception {
        Topology topology = topology("mesh");
        try (KindEnvironment environment = environment("mesh")) {
            docker.images.add("kindest/node:v1.33.2");
            environment.up(topology, events);

            Golden.check("kind/mesh-up.txt", plain(docker.transcript()));
            assertThat(environment.state(topology)).isInstanceOf(Liveness.Running.class);
            assertThat(environment.exports(topology)).containsOnlyKeys("KUBECONFIG");
        }
    }

    @Test
    void upAgainMakesNothing() throws Exception {
        Topology topology = topology("bgp");
        try (KindEnvironment environment = environment("bgp")) {
            environment.up(topology, events);
            docker.transcript();
            environment.up(topology, events);

            assertThat(docker.transcript().lines())
                    .noneMatch(line -> line.matches(
                            "\\$ (kind (create|delete)|docker (run|start|pull|network create|network connect)).*"));
        }
    }

    @Test
    void stoppedContainersAreStarted() throws Exception {
        Topology topology = topology("bgp");
        try (KindEnvironment environment = environment("bgp")) {
            environment.up(topology, events);
            docker.containers.replaceAll((name, container) -> container.as("exited"));

            assertThat(environment.state(topology))
                    .isEqualTo(
                            new Liveness.Partial(List.of("bgp-control-plane", "bgp-worker", "bgp-worker2", "router")));
            assertThatThrownBy(() -> environment.host(new NodeName("router")).run(Command.of("true")))
                    .isInstanceOf(Unreachable.class)
                    .hasMessageContaining("is not running");
            told.clear();
            environment.up(topology, events);

            assertThat(told).containsExactly("starting bgp-control-plane, bgp-worker, bgp-worker2", "starting router");
            assertThat(environment.state(topology)).isInstanceOf(Liveness.Running.class);
        }
    }

    @Test
    void aMachineIsSwitchedOffAndOn() throws Exception {
        NodeName node = new NodeName("k8s-w0");
        try (KindEnvironment environment = environment("bgp")) {
            environment.up(topology("bgp"), events);
            environment.power(node, false);

            assertThat(environment.powered(node)).isFalse();
            assertThat(environment.state(topology("bgp"))).isEqualTo(new Liveness.Partial(List.of("bgp-worker2")));
            docker.transcript();
            environment.power(node, true);

            assertThat(environment.powered(node)).isTrue();
            assertThat(docker.transcript())
                    .contains("$ docker start bgp-worker2", "route 192.168.10.0/24 192.168.20.200");
        }
    }

    @Test
    void aClusterThatWasNeverFinishedIsMadeAnew() throws Exception {
        Topology topology = topology("mesh");
        try (KindEnvironment environment = environment("mesh")) {
            String config =
                    "- role: control-plane\n  - containerPath: /etc/cilab." + state.instance() + "\n- role: worker\n";
            docker.create("west", config, List.of("west-worker"));

            assertThat(environment.state(topology))
                    .isEqualTo(new Liveness.Partial(List.of("west-worker", "cluster east")));
            environment.up(topology, events);

            assertThat(told).contains("cluster west was never finished (missing: west-worker); it is made anew");
            assertThat(environment.state(topology)).isInstanceOf(Liveness.Running.class);
        }
    }

    @Test
    void nodesThatNeverJoinedAreSeen() throws Exception {
        Topology topology = topology("mesh");
        try (KindEnvironment environment = environment("mesh")) {
            environment.up(topology, events);
            docker.nodesOf.put("west", List.of("west-control-plane"));

            assertThat(environment.state(topology)).isEqualTo(new Liveness.Partial(List.of("west-worker")));
        }
    }

    @Test
    void aClusterOfSomebodyElseIsLeftAlone() throws Exception {
        Topology topology = topology("mesh");
        docker.create("west", "- role: control-plane\n- role: worker\n", List.of());
        TreeMap<String, FakeDocker.Container> before = new TreeMap<>(docker.containers);
        try (KindEnvironment environment = environment("mesh")) {
            assertThatThrownBy(() -> environment.up(topology, events))
                    .isInstanceOf(NotReady.class)
                    .hasMessage("there is a kind cluster \"west\" that this cilab did not make; it is left alone");
            assertThatThrownBy(() -> environment.host(new NodeName("west-worker")))
                    .isInstanceOf(Unreachable.class)
                    .hasMessageContaining("that cilab made");
            assertThat(environment.down(topology, events)).isEmpty();

            assertThat(docker.containers).isEqualTo(before);
            assertThat(told).contains("cluster west is not this cilab's; it is left alone");
        }
    }

    @Test
    void anImageThatCannotBePulledIsSaid() throws Exception {
        docker.failing(
                "docker pull",
                Answer.failed(
                        1,
                        "Error response from daemon: Get \"https://registry-1.docker.io/v2/\": dial tcp: lookup"
                                + " registry-1.docker.io: no such host\n"));
        try (KindEnvironment environment = environment("bgp")) {
            assertThatThrownBy(() -> environment.up(topology("bgp"), events))
                    .isInstanceOfSatisfying(NotReady.class, e -> assertThat(
                                    e.findings().getFirst().what())
                            .startsWith(
                                    "docker: Error response from daemon: Get \"https://registry-1.docker.io/v2/\""));
        }
    }

    @Test
    void whatKindSaysIsSaid() throws Exception {
        docker.failing(
                "kind create",
                Answer.failed(
                        1,
                        "Creating cluster \"bgp\" ...\n • Preparing nodes 📦  ...\n ✗ Preparing nodes 📦 \n"
                                + "ERROR: failed to create cluster: command \"docker run --name bgp-control-plane\" failed with"
                                + " error: exit status 125\n"
                                + "Command Output: docker: Error response from daemon: driver failed programming external"
                                + " connectivity\n"));
        try (KindEnvironment environment = environment("bgp")) {
            assertThatThrownBy(() -> environment.up(topology("bgp"), events))
                    .isInstanceOfSatisfying(NotReady.class, e -> assertThat(
                                    e.findings().getFirst().what())
                            .startsWith("kind: ERROR: failed to create cluster"));
        }
    }

    @Test
    void aDaemonThatDoesNotAnswerIsNoAbsence() throws Exception {
        Topology topology = topology("bgp");
        try (KindEnvironment environment = environment("bgp")) {
            environment.up(topology, events);
            docker.failing(
                    "docker",
                    Answer.failed(
                            1,
                            "Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?\n"));

            assertThat(environment.state(topology)).isInstanceOf(Liveness.Partial.class);
            assertThat(environment.preflight(topology))
                    .extracting(Finding::what, Finding::fix)
                    .contains(tuple("the Docker daemon does not answer", "sudo systemctl start docker"));
            assertThat(environment.down(topology, events)).singleElement().satisfies(left -> assertThat(
                            left.description())
                    .startsWith("Docker could not be asked what is left"));
            assertThatThrownBy(() -> environment.host(new NodeName("router")).run(Command.of("true")))
                    .isInstanceOf(Unreachable.class);
        }
    }

    @Test
    void aUserWhoMayNotTalkToTheDaemonIsToldSo() throws Exception {
        docker.failing(
                "docker",
                Answer.failed(
                        1,
                        "permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock\n"));
        try (KindEnvironment environment = environment("bgp")) {
            assertThat(environment.preflight(topology("bgp")))
                    .extracting(Finding::fix)
                    .contains("sudo usermod -aG docker $USER, and log in again");
        }
    }

    @Test
    void withoutDockerThereIsNothingAndAFinding() throws Exception {
        Files.delete(dir.resolve("docker"));
        try (KindEnvironment environment = environment("bgp")) {
            assertThat(environment.state(topology("bgp"))).isInstanceOf(Liveness.Absent.class);
            assertThat(environment.down(topology("bgp"), events)).isEmpty();
            assertThatThrownBy(() -> environment.up(topology("bgp"), events))
                    .isInstanceOfSatisfying(NotReady.class, e -> assertThat(e.findings())
                            .extracting(Finding::what)
                            .contains("Docker is not on this machine"));
        }
    }

    @Test
    void lowLimitsStopASecondCluster() throws Exception {
        proc("sys/fs/inotify/max_user_instances", "128");
        try (KindEnvironment environment = environment("mesh")) {
            assertThat(environment.preflight(topology("mesh")))
                    .filteredOn(each -> each.what().startsWith("inotify"))
                    .singleElement()
                    .satisfies(finding -> {
                        assertThat(finding.severity()).isEqualTo(Finding.Severity.ERROR);
                        assertThat(finding.fix())
                                .isEqualTo(
                                        "sudo sysctl fs.inotify.max_user_watches=524288 fs.inotify.max_user_instances=512");
                    });
        }
    }

    @Test
    void anotherNetworkWithTheLabsAddressesIsFound() throws Exception {
        docker.networks.put("office", new FakeDocker.Network("192.168.0.0/16", new TreeMap<>()));
        try (KindEnvironment environment = environment("bgp")) {
            assertThat(environment.preflight(topology("bgp")))
                    .extracting(Finding::what)
                    .contains("Docker's network office has addresses of the lab");
        }
    }

    private KindEnvironment environment(String lab) throws Exception {
        LabFiles files = new LabFolder(lab);
        Topology topology = topology(lab);
        LabSetup setup = new LabSetup(lab).of(topology).with(files, LabReader.provisioning(files, topology, "kind"));
        return new KindEnvironment(state, setup, new ThisMachine(docker, dir, List.of(dir), port -> true));
    }

    private static Topology topology(String lab) throws Exception {
        return LabReader.topology(new LabFolder(lab));
    }

    private String plain(String transcript) {
        return transcript.replace(state.path().toString(), "STATE").replace(state.instance(), "INSTANCE");
    }
}
