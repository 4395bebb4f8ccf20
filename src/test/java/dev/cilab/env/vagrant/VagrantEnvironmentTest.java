package dev.cilab.env.vagrant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import dev.cilab.exec.Unreachable;
import dev.cilab.kube.Ownership;
import dev.cilab.kube.TinyApiServer;
import dev.cilab.lab.ClusterName;
import dev.cilab.lab.NodeName;
import dev.cilab.lab.Provisioning;
import dev.cilab.lab.Topology;
import dev.cilab.lab.reader.LabReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The BGP lab as virtual machines, against answers of the shape that Vagrant and the hypervisors give; no machine is made. */
class VagrantEnvironmentTest {

    @TempDir
    private Path dir;

    private FakeVagrant vagrant;
    private StateFolder state;
    private TinyApiServer api;
    private final List<String> told = new ArrayList<>();
    private final Events events = event -> {
        if (event instanceof Event.EnvironmentChanged changed) {
            told.add(changed.what());
        }
    };

    @BeforeEach
    void start() throws Exception {
        api = new TinyApiServer().on("GET /api/v1/namespaces/kube-system", 200, "{\"metadata\":{\"uid\":\"u-1\"}}");
        vagrant = new FakeVagrant();
        state = new StateFolder(dir.resolve("state"));
        program("vagrant");
        program("VBoxManage");
        Files.createDirectories(dir.resolve("dev"));
        Files.writeString(dir.resolve("dev/kvm"), "");
    }

    @AfterEach
    void stop() {
        api.close();
    }

    private void program(String name) throws Exception {
        assertThat(Files.writeString(dir.resolve(name), "").toFile().setExecutable(true))
                .isTrue();
    }

    @Test
    void theMachinesAreBroughtUpAndDestroyed() throws Exception {
        Topology topology = topology();
        try (VagrantEnvironment environment = environment(Hypervisor.VIRTUALBOX)) {
            assertThat(environment.state(topology)).isInstanceOf(Liveness.Absent.class);
            vagrant.transcript();

            environment.up(topology, events);

            Golden.check("vagrant/up.txt", plain(vagrant.transcript()));
            assertThat(told)
                    .containsExactly(
                            "starting virtual machines; the first time this takes ten minutes or more",
                            "router: Importing base box 'bento/ubuntu-24.04'...",
                            "router: Running provisioner: links (shell)...",
                            "the virtual machines of lab bgp are up");
            assertThat(environment.state(topology)).isInstanceOf(Liveness.Running.class);
            assertThat(new Ownership(state.clusters()).find("u-1")).isPresent();
            Map<String, String> exports = environment.exports(topology);
            Golden.check("vagrant/kubeconfig", plain(Files.readString(Path.of(exports.get("KUBECONFIG")))));
            assertThat(Files.readString(Path.of(exports.get("CILAB_SSH_CONFIG"))))
                    .contains("UserKnownHostsFile \"" + state.path() + "/vagrant/bgp/known_hosts\"")
                    .contains("StrictHostKeyChecking accept-new")
                    .doesNotContain("/dev/null");
            assertThat(state.path().resolve("vagrant/bgp/vagrant/links.sh"))
                    .hasSameTextualContentAs(Path.of("labs/bgp/vagrant/links.sh"));
            assertThat(environment.cluster(new ClusterName("bgp")).uid()).isEqualTo("u-1");

            assertThat(environment.down(topology, events)).isEmpty();

            assertThat(environment.state(topology)).isInstanceOf(Liveness.Absent.class);
            assertThat(state.path().resolve("vagrant/bgp")).doesNotExist();
            assertThat(new Ownership(state.clusters()).find("u-1")).isEmpty();
        }
    }

    @Test
    void upAgainStartsAndProvisionsNothing() throws Exception {
        try (VagrantEnvironment environment = environment(Hypervisor.VIRTUALBOX)) {
            environment.up(topology(), events);
            vagrant.transcript();
            environment.up(topology(), events);

            assertThat(vagrant.transcript()).doesNotContain(" vagrant --no-color");
        }
    }

    @Test
    void aMachineThatIsOffMakesItPartialAndUpStartsIt() throws Exception {
        try (VagrantEnvironment environment = environment(Hypervisor.VIRTUALBOX)) {
            environment.up(topology(), events);
            vagrant.machines.put("cilab-" + state.instance() + "-bgp-k8s-w0", false);

            assertThat(environment.state(topology())).isEqualTo(new Liveness.Partial(List.of("k8s-w0")));
            environment.up(topology(), events);
            assertThat(environment.state(topology())).isInstanceOf(Liveness.Running.class);
        }
    }

    @Test
    void aMachineIsSwitchedOffAndOn() throws Exception {
        NodeName node = new NodeName("k8s-w0");
        try (VagrantEnvironment environment = environment(Hypervisor.VIRTUALBOX)) {
            environment.up(topology(), events);
            environment.power(node, false);
            assertThat(environment.powered(node)).isFalse();
            environment.power(node, true);
            assertThat(environment.powered(node)).isTrue();
        }
    }

    @Test
    void aProvisioningThatFailedIsDoneAgain() throws Exception {
        try (VagrantEnvironment environment = environment(Hypervisor.VIRTUALBOX)) {
            vagrant.failing(
                    "--no-color provision",
                    Answer.failed(
                            1,
                            "The SSH command responded with a non-zero exit status. Vagrant\n"
                                    + "assumes that this means the command failed.\n"));
            assertThatThrownBy(() -> environment.up(topology(), events))
                    .isInstanceOfSatisfying(NotReady.class, e -> assertThat(
                                    e.findings().getFirst().what())
                            .isEqualTo("vagrant: The SSH command responded with a non-zero exit status. Vagrant\n"
                                    + "assumes that this means the command failed."));
            vagrant.mend();
            environment.up(topology(), events);

            assertThat(environment.state(topology())).isInstanceOf(Liveness.Running.class);
        }
    }

    @Test
    void machinesThatCannotBeDestroyedAreLeftovers() throws Exception {
        try (VagrantEnvironment environment = environment(Hypervisor.VIRTUALBOX)) {
            environment.up(topology(), events);
            vagrant.failing("destroy", Answer.failed(1, "VBoxManage: error: The machine is locked\n"));

            assertThat(environment.down(topology(), events)).hasSize(4).allSatisfy(left -> assertThat(left.id())
                    .startsWith("cilab-" + state.instance() + "-bgp-"));
            assertThat(state.path().resolve("vagrant/bgp/Vagrantfile")).exists();
        }
    }

    @Test
    void machinesOfAnotherStateFolderDoNotCount() throws Exception {
        vagrant.machines.put("cilab-ffffff-bgp-k8s-ctr", true);
        try (VagrantEnvironment environment = environment(Hypervisor.VIRTUALBOX)) {
            assertThat(environment.state(topology())).isInstanceOf(Liveness.Absent.class);
            assertThat(environment.down(topology(), events)).isEmpty();
        }
        assertThat(vagrant.machines).containsOnlyKeys("cilab-ffffff-bgp-k8s-ctr");
    }

    @Test
    void aLibvirtThatDoesNotAnswerIsSaid() throws Exception {
        program("virsh");
        vagrant.failing(
                "virsh",
                Answer.failed(
                        1,
                        "error: failed to connect to the hypervisor\n"
                                + "error: Failed to connect socket to '/var/run/libvirt/libvirt-sock': No such file or directory\n"));
        try (VagrantEnvironment environment = environment(Hypervisor.LIBVIRT)) {
            assertThat(environment.state(topology())).isInstanceOf(Liveness.Partial.class);
            assertThat(environment.preflight(topology())).singleElement().satisfies(finding -> {
                assertThat(finding.what()).isEqualTo("libvirt does not answer");
                assertThat(finding.fix()).isEqualTo("sudo systemctl enable --now libvirtd");
            });
        }
    }

    @Test
    void withoutAHypervisorThereIsNothingAndAFinding() throws Exception {
        Files.delete(dir.resolve("VBoxManage"));
        Files.delete(dir.resolve("vagrant"));
        try (VagrantEnvironment environment = environment(Hypervisor.VIRTUALBOX)) {
            assertThat(environment.state(topology())).isInstanceOf(Liveness.Absent.class);
            assertThatThrownBy(() -> environment.up(topology(), events))
                    .isInstanceOfSatisfying(NotReady.class, e -> assertThat(e.findings())
                            .extracting(Finding::what)
                            .containsExactly(
                                    "Vagrant is not on this machine",
                                    "neither VirtualBox nor libvirt is on this machine"));
        }
    }

    @Test
    void beforeItIsUpNothingIsReachable() throws Exception {
        LabSetup setup = new LabSetup("bgp").of(topology());
        try (var environment = new Vagrant().open(state, Map.of("PATH", dir.toString()), setup)) {
            assertThatThrownBy(() -> environment.host(new NodeName("router")))
                    .isInstanceOf(Unreachable.class)
                    .hasMessageContaining("the virtual machines are not up");
        }
    }

    private VagrantEnvironment environment(Hypervisor hypervisor) throws Exception {
        LabFolder files = new LabFolder("bgp");
        Provisioning real = LabReader.provisioning(files, topology(), "vagrant");
        // the port that the Vagrantfile forwards, at which this test's API listens
        Provisioning here = new Provisioning(
                "", real.tools(), Map.of(new NodeName("k8s-ctr"), Map.of(api.port(), 6443)), real.files());
        LabSetup setup = new LabSetup("bgp").of(topology()).with(files, here);
        return new VagrantEnvironment(
                state,
                setup,
                new ThisMachine(vagrant, dir, List.of(dir), port -> true),
                hypervisor,
                (node, config) -> vagrant.login(node.value()));
    }

    private static Topology topology() throws Exception {
        return LabReader.topology(new LabFolder("bgp"));
    }

    private String plain(String text) {
        return text.replace(state.path().toString(), "STATE")
                .replace(state.instance(), "INSTANCE")
                .replace(":" + api.port(), ":16443");
    }
}
