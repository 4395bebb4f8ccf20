package dev.cilab.env.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cilab.env.Environment;
import dev.cilab.event.Event;
import dev.cilab.exec.Command;
import dev.cilab.exec.FileMode;
import dev.cilab.exec.Host;
import dev.cilab.exec.LocalHost;
import dev.cilab.exec.Unreachable;
import dev.cilab.kube.Cluster;
import dev.cilab.kube.Ref;
import dev.cilab.lab.ClusterName;
import dev.cilab.lab.NodeName;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TracedEnvironmentTest {

    private final List<Event> events = new ArrayList<>();

    @TempDir
    Path folder;

    @Test
    void every_command_on_a_node_is_told_and_its_result_is_untouched() throws Unreachable {
        try (Host host = traced(new LocalHost(), null).host(new NodeName("here"))) {
            assertThat(host.run(Command.sh("echo $((1 + 1))")).stdout()).isEqualTo("2\n");
            host.put(
                    "secret".getBytes(StandardCharsets.UTF_8),
                    folder.resolve("file").toString(),
                    FileMode.PRIVATE);

            assertThat(commands().getFirst()).isEqualTo(host.paste(Command.sh("echo $((1 + 1))")));
            assertThat(commands().getLast())
                    .contains(folder.resolve("file").toString())
                    .contains("6 bytes")
                    .doesNotContain("secret");
        }
    }

    @Test
    void a_request_that_fails_is_told_too() throws Unreachable {
        Cluster silent = (Cluster) Proxy.newProxyInstance(
                Cluster.class.getClassLoader(), new Class<?>[] {Cluster.class}, (proxy, method, args) -> {
                    switch (method.getName()) {
                        case "name":
                            return new ClusterName("bgp");
                        case "paste":
                            return "kubectl " + args[0];
                        default:
                            throw new Unreachable("bgp", "connection refused");
                    }
                });
        Cluster cluster = traced(null, silent).cluster(new ClusterName("bgp"));

        assertThatThrownBy(() -> cluster.list(Ref.in("pods", "kube-system"), "k8s-app=cilium", ""))
                .isInstanceOf(Unreachable.class);
        assertThat(commands()).containsExactly("kubectl get -n kube-system pods -l k8s-app=cilium");
    }

    private Environment traced(Host host, Cluster cluster) {
        Environment environment = (Environment) Proxy.newProxyInstance(
                Environment.class.getClassLoader(),
                new Class<?>[] {Environment.class},
                (proxy, method, args) -> method.getName().equals("host") ? host : cluster);
        return new TracedEnvironment(environment, events::add);
    }

    private List<String> commands() {
        return events.stream().map(event -> ((Event.Traced) event).command()).toList();
    }
}
