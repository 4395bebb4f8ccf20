package dev.cilab.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cilab.CommandRun;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The user's own kubectl, with the kubeconfig of a lab's sandbox. */
final class Kubectl {

    private Kubectl() {}

    /** What it says; it must not fail. */
    static String run(Path state, String... args) throws Exception {
        String kubeconfig = CommandRun.of(state, "kubeconfig", "bgp", "--path").out();
        List<String> argv = new ArrayList<>(List.of("kubectl", "--kubeconfig", kubeconfig.strip()));
        argv.addAll(List.of(args));
        Process process = new ProcessBuilder(argv).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(argv + "\n" + said).isZero();
        return said;
    }
}
