package dev.cilab.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cilab.CommandRun;
import dev.cilab.Main;
import dev.cilab.term.Io;
import dev.cilab.term.Screen;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/**
 * What kubectl, vtysh, ip and tcpdump say, typed by hand after each step of one run of the lab, is what cilab says. The run waits meanwhile:
 * the comparison is made in the listener that its progress is written to.
 */
@Tag("sandbox")
class ByHandTest {

    private static final Pattern STEP_DONE = Pattern.compile("^step ([\\w-]+): ok, .*", Pattern.MULTILINE);
    private static final int TRIES = 20;
    private static final List<String> NODES = List.of("k8s-ctr", "k8s-w0", "k8s-w1");

    private static Path state;
    private static String ssh = "";
    private static String kubeconfig = "";

    private final List<String> compared = new ArrayList<>();

    @BeforeAll
    static void a_sandbox() throws IOException {
        state = Files.createTempDirectory("cilab-by-hand");
        CommandRun up = CommandRun.of(state, "bgp", "up", "--to", "frr");
        assertThat(up.exit()).as(up.err()).isZero();
        ssh = cilab("env", "export", "bgp", "--only", "CILAB_SSH_CONFIG").strip();
        kubeconfig = cilab("kubeconfig", "bgp", "--path").strip();
    }

    @AfterAll
    static void nothing_is_left() throws IOException {
        CommandRun down = CommandRun.of(state, "bgp", "down");
        Files.deleteIfExists(state.resolve("clusters.json"));
        assertThat(down.exit()).as(down.err()).isZero();
    }

    @Test
    void at_each_step_the_users_own_tools_show_the_same() {
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        OutputStream progress = new OutputStream() {
            @Override
            public synchronized void write(int octet) {
                told.write(octet);
                if (octet == '\n') {
                    String all = told.toString(StandardCharsets.UTF_8);
                    String line = all.substring(all.lastIndexOf('\n', all.length() - 2) + 1);
                    Matcher done = STEP_DONE.matcher(line.strip());
                    if (done.matches()) {
                        compared.add(done.group(1));
                        compare(done.group(1), all);
                    }
                }
            }
        };
        Io io = new Io(
                InputStream.nullInputStream(),
                new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8),
                new PrintStream(progress, true, StandardCharsets.UTF_8),
                Map.of(
                        "CILAB_STATE",
                        state.toString(),
                        "CILAB_CACHE",
                        CommandRun.CACHE.toString(),
                        "PATH",
                        System.getenv("PATH"),
                        "HOME",
                        state.toString()),
                state,
                Screen.NONE,
                Screen.NONE,
                new Io.Interrupts());

        int exit = Main.run(new String[] {"bgp", "run"}, io);

        assertThat(exit).as(told.toString(StandardCharsets.UTF_8)).isZero();
        assertThat(compared).contains("peering", "maintenance", "lb-advertise", "local-policy", "status-report-off");
    }

    private static void compare(String step, String told) {
        same(step, "the router's BGP table (vtysh)", ByHandTest::tableByCilab, ByHandTest::tableByVtysh);
        same(step, "the router's kernel (ip route)", () -> kernelByCilab("router"), () -> kernelByIp("router"));
        same(step, "a node's kernel (ip route)", () -> kernelByCilab("k8s-w0"), () -> kernelByIp("k8s-w0"));
        if (told.contains("step peering: ok")) {
            same(step, "peers (cilium-dbg, vtysh)", ByHandTest::peersByCilab, ByHandTest::peersByHand);
        }
        if (told.contains("step lb-load: ok")) {
            same(step, "whom the pods saw", ByHandTest::sourcesKeptByCilab, ByHandTest::sourcesKeptByCurl);
        }
        if (step.equals("local-path")) {
            Matcher seen =
                    Pattern.compile("none is sent on by a node: (\\d+) packets").matcher(told);
            assertThat(seen.find()).as(told).isTrue();
            long packets = NODES.stream()
                    .mapToLong(node -> on(node, "tcpdump -nr /tmp/local.pcap 2>/dev/null")
                            .lines()
                            .count())
                    .sum();
            assertThat(packets).as("packets that tcpdump reads").isEqualTo(Long.parseLong(seen.group(1)));
        }
    }

    private interface View {
        Set<String> look();
    }

    /** Things change by themselves for a moment, so both are asked again when they differ. */
    private static void same(String step, String what, View cilab, View hand) {
        Set<String> one = Set.of();
        Set<String> other = Set.of();
        for (int i = 0; i < TRIES; i++) {
            one = cilab.look();
            other = hand.look();
            if (one.equals(other)) {
                return;
            }
        }
        assertThat(one).as("after step " + step + ": " + what).isEqualTo(other);
    }

    private static Set<String> tableByCilab() {
        Set<String> paths = new TreeSet<>();
        for (Object each : (List<?>) parsed(cilab("frr", "routes", "-o", "json"))) {
            Map<?, ?> path = (Map<?, ?>) each;
            paths.add(path.get("prefix") + " via " + path.get("nextHop")
                    + (path.get("best").equals(true) ? " best" : ""));
        }
        return paths;
    }

    private static Set<String> tableByVtysh() {
        Set<String> paths = new TreeSet<>();
        String prefix = "";
        for (String line : on("router", "sudo vtysh -c 'show ip bgp'").lines().toList()) {
            Matcher path = Pattern.compile(
                            "^\\*([> =]) *(\\d+\\.\\d+\\.\\d+\\.\\d+/\\d+)? +(\\d+\\.\\d+\\.\\d+\\.\\d+) .*")
                    .matcher(line);
            if (path.matches()) {
                prefix = path.group(2) == null ? prefix : path.group(2);
                paths.add(prefix + " via " + path.group(3) + (path.group(1).equals(">") ? " best" : ""));
            }
        }
        return paths;
    }

    private static Set<String> kernelByCilab(String node) {
        Set<String> routes = new TreeSet<>();
        for (Object each : (List<?>) parsed(cilab("routes", node, "-o", "json"))) {
            Map<?, ?> route = (Map<?, ?>) each;
            routes.add(route.get("prefix") + " via " + route.get("nextHop") + " dev " + route.get("device"));
        }
        return routes;
    }

    private static Set<String> kernelByIp(String node) {
        Set<String> routes = new TreeSet<>();
        String prefix = "";
        for (String line : on(node, "ip route").lines().toList()) {
            if (!line.startsWith("\t") && !line.startsWith(" ")) {
                prefix = line.substring(0, line.indexOf(' '));
                prefix = prefix.contains("/") ? prefix : prefix + "/32";
            }
            Matcher device = Pattern.compile(" dev (\\S+)").matcher(line);
            if (device.find()) {
                Matcher via = Pattern.compile("via (\\S+)").matcher(line);
                routes.add(prefix + " via " + (via.find() ? via.group(1) : "") + " dev " + device.group(1));
            }
        }
        return routes;
    }

    private static Set<String> peersByCilab() {
        Set<String> peers = new TreeSet<>();
        for (Object each : (List<?>) parsed(cilab("bgp", "peers", "-o", "json"))) {
            Map<?, ?> peer = (Map<?, ?>) each;
            peers.add(peer.get("on") + " " + peer.get("node") + " " + peer.get("state"));
        }
        return peers;
    }

    private static Set<String> peersByHand() {
        Set<String> peers = new TreeSet<>();
        for (String node : NODES) {
            String pod = kubectl(
                            "-n",
                            "kube-system",
                            "get",
                            "pods",
                            "-l",
                            "k8s-app=cilium",
                            "--field-selector",
                            "spec.nodeName=" + node,
                            "-o",
                            "name")
                    .strip();
            kubectl("-n", "kube-system", "exec", pod, "-c", "cilium-agent", "--", "cilium-dbg", "bgp", "peers")
                    .lines()
                    .filter(line -> line.startsWith("65001"))
                    .forEach(line -> peers.add("cilium " + node + " " + line.split(" {2,}")[3]));
            String address = on(node, "ip -4 -o address show dev eth1").replaceAll("(?s).* inet ([0-9.]+)/.*", "$1");
            on("router", "sudo vtysh -c 'show ip bgp summary'")
                    .lines()
                    .filter(line -> line.startsWith(address + " "))
                    // a number of prefixes in the column of the state means established
                    .forEach(line -> peers.add("router " + node + " "
                            + (line.split(" +")[9].matches("\\d+")
                                    ? "established"
                                    : line.split(" +")[9].toLowerCase())));
        }
        return peers;
    }

    private static Set<String> sourcesKeptByCilab() {
        Map<?, ?> load = (Map<?, ?>) parsed(cilab("load", "http://172.16.1.1", "-n", "60", "-o", "json"));
        Set<String> sources = new TreeSet<>();
        ((List<?>) load.get("sources")).forEach(each -> sources.add(String.valueOf(((Map<?, ?>) each).get("address"))));
        return sources;
    }

    private static Set<String> sourcesKeptByCurl() {
        return new TreeSet<>(on("router", "for i in $(seq 60); do curl -s 172.16.1.1 | grep RemoteAddr; done")
                .lines()
                .map(line -> line.replaceAll("RemoteAddr: ([0-9.]+):.*", "$1"))
                .toList());
    }

    private static Object parsed(String json) {
        return JsonMapper.shared().readValue(json, Object.class);
    }

    private static String cilab(String... args) {
        CommandRun run = CommandRun.of(state, args);
        assertThat(run.exit()).as(run.err()).isZero();
        return run.out();
    }

    private static String on(String node, String command) {
        return run("ssh", "-n", "-F", ssh, node, command);
    }

    private static String kubectl(String... args) {
        List<String> argv = new ArrayList<>(List.of("kubectl", "--kubeconfig", kubeconfig));
        argv.addAll(List.of(args));
        return run(argv.toArray(String[]::new));
    }

    private static String run(String... argv) {
        try {
            Process process = new ProcessBuilder(argv)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor())
                    .as(String.join(" ", argv) + "\n" + said)
                    .isZero();
            return said;
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
