package dev.cilab.env.kind;

import dev.cilab.env.Environment;
import dev.cilab.env.EnvironmentFactory;
import dev.cilab.env.Environments.Part;
import dev.cilab.env.LabSetup;
import dev.cilab.env.Leftover;
import dev.cilab.env.StateFolder;
import dev.cilab.env.machine.ThisMachine;
import java.util.List;
import java.util.Map;

/** Kubernetes in Docker: real Kubernetes and real Cilium in containers of this machine. */
public final class Kind implements EnvironmentFactory {

    static final String NAME = "kind";

    @Override
    public Environment open(StateFolder state, Map<String, String> variables, LabSetup setup) {
        return new KindEnvironment(state, setup, ThisMachine.of(variables));
    }

    @Override
    public List<Part> parts() {
        return List.of(
                new Part(NAME, "Kubernetes, kubelet, containerd", "the real ones, in containers (kind)", true),
                new Part(NAME, "Cilium, Hubble, eBPF", "the real ones, on this machine's kernel", true),
                new Part(NAME, "router", "FRR of Debian with systemd, in a container of kind's node image", true),
                new Part(
                        NAME,
                        "machines and links",
                        "containers and Docker networks; a kernel of their own they have not",
                        true),
                new Part(NAME, "addresses of mesh nodes", "as Docker gives them, not the tutorial's", false));
    }

    @Override
    public List<Leftover> leftovers(StateFolder state, Map<String, String> variables) {
        return new KindDown(ThisMachine.of(variables), state).leftovers();
    }
}
