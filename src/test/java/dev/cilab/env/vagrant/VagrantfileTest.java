package dev.cilab.env.vagrant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cilab.env.LabFolder;
import dev.cilab.env.machine.ThisMachine;
import dev.cilab.exec.Command;
import dev.cilab.exec.LocalHost;
import dev.cilab.exec.Result;
import dev.cilab.lab.Topology;
import dev.cilab.lab.reader.LabReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** The BGP lab's Vagrantfile and what its machines are provisioned with. */
class VagrantfileTest {

    private static final LabFolder LAB = new LabFolder("bgp");

    static boolean vagrant() {
        return ThisMachine.of(System.getenv()).has("vagrant");
    }

    @Test
    @EnabledIf(value = "vagrant", disabledReason = "Vagrant is not on this machine")
    void vagrantFindsItValid(@TempDir Path dir) throws Exception {
        Result result = new LocalHost()
                .run(Command.of(
                                "env",
                                "VAGRANT_CWD=" + Path.of("labs/bgp").toAbsolutePath(),
                                "VAGRANT_DOTFILE_PATH=" + dir,
                                "VAGRANT_HOME=" + dir.resolve("home"),
                                "VAGRANT_CHECKPOINT_DISABLE=1",
                                "vagrant",
                                "validate",
                                "--ignore-provider")
                        .timeout(Duration.ofSeconds(60)));

        assertThat(result.stdout() + result.stderr()).contains("Vagrantfile validated successfully.");
        assertThat(result.exit()).isZero();
    }

    /** The topology is written twice, because Vagrant reads no YAML of ours; here the two are held together. */
    @Test
    void itHasTheMachinesOfTheTopology() throws Exception {
        String vagrantfile = LAB.read("Vagrantfile").orElseThrow();
        for (Topology.Machine machine : LabReader.topology(LAB).machines()) {
            assertThat(vagrantfile).contains("\"" + machine.name() + "\" => {");
            machine.interfaces().forEach(each -> assertThat(vagrantfile).contains(each.name() + "=" + each.address()));
            machine.routes().forEach(route -> assertThat(vagrantfile).contains(route.to() + "@" + route.via()));
        }
        Topology.KubeCluster cluster = LabReader.topology(LAB).clusters().getFirst();
        assertThat(vagrantfile)
                .contains("KUBERNETES = \"" + cluster.version().substring(1) + "\"")
                .contains("POD_CIDR = \"" + cluster.podCidr() + "\"")
                .contains("SERVICE_CIDR = \"" + cluster.serviceCidr() + "\"");
    }

    @Test
    void theScriptsAreShell() throws Exception {
        for (String script : List.of("links", "kubernetes", "control-plane", "worker", "router")) {
            Result result = new LocalHost().run(Command.of("bash", "-n", "labs/bgp/vagrant/" + script + ".sh"));
            assertThat(result.stderr()).isEmpty();
            assertThat(result.exit()).isZero();
        }
    }
}
