package dev.cilab.env.vagrant;

import dev.cilab.env.Environment;
import dev.cilab.env.EnvironmentContract;
import dev.cilab.env.Finding;
import dev.cilab.env.LabFolder;
import dev.cilab.env.LabSetup;
import dev.cilab.env.StateFolder;
import dev.cilab.env.machine.ThisMachine;
import dev.cilab.lab.LabInvalid;
import dev.cilab.lab.Topology;
import dev.cilab.lab.reader.LabReader;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;

/** The contract with the BGP lab's real virtual machines, where Vagrant and a hypervisor are. */
@Tag("vagrant")
@Timeout(5400)
@EnabledIf(value = "possible", disabledReason = "Vagrant is not on this machine, or no VirtualBox or libvirt answers")
class VagrantContractTest extends EnvironmentContract {

    private static final LabFolder LAB = new LabFolder("bgp");

    static boolean possible() throws LabInvalid {
        ThisMachine machine = ThisMachine.of(System.getenv());
        Hypervisor hypervisor = Vagrant.hypervisor(System.getenv(), machine);
        return new VagrantPreflight(machine, hypervisor, setup())
                .look(Path.of("/"), false).stream().noneMatch(finding -> finding.severity() == Finding.Severity.ERROR);
    }

    private static LabSetup setup() throws LabInvalid {
        Topology lab = LabReader.topology(LAB);
        return new LabSetup("bgp").of(lab).with(LAB, LabReader.provisioning(LAB, lab, "vagrant"));
    }

    @Override
    protected Environment open(StateFolder folder) throws LabInvalid {
        return new Vagrant().open(folder, System.getenv(), setup());
    }

    @Override
    protected Topology topology() {
        try {
            return LabReader.topology(LAB);
        } catch (LabInvalid e) {
            throw new IllegalStateException(e);
        }
    }
}
