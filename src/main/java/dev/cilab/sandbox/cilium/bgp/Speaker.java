package dev.cilab.sandbox.cilium.bgp;

import dev.cilab.exec.Command;
import dev.cilab.exec.FileMode;
import dev.cilab.exec.PipeThread;
import dev.cilab.exec.Result;
import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.cilium.Cidr;
import dev.cilab.sandbox.cilium.LogLines;
import dev.cilab.sandbox.node.Node;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One instance's gobgpd on a node. Changes reach it without disturbing peerings that they do not concern. */
final class Speaker {

    private static final String FOLDER = "/run/gobgp/";
    private static final long LONGEST_REACTION_S = 10;

    private final Node node;
    private final LogLines log;
    private final Runnable peerChanged;
    private final GobgpLog output = new GobgpLog();
    private final String base;
    private Instance instance;
    private Process process;
    private String toml = "";
    private Set<Cidr> announced = new TreeSet<>(Speaker::order);

    /** @param peerChanged called when a peering has changed its state, or gobgpd has ended */
    Speaker(Node node, Instance instance, LogLines log, Runnable peerChanged) {
        this.node = node;
        this.instance = instance;
        this.log = log;
        this.peerChanged = peerChanged;
        this.base = FOLDER + instance.name().replaceAll("[^A-Za-z0-9.-]", "_");
    }

    Instance instance() {
        return instance;
    }

    boolean alive() {
        return process != null && process.isAlive();
    }

    /** True when a change needs another process: what gobgpd reads only at its start. */
    boolean differs(Instance wanted) {
        return wanted.localAsn() != instance.localAsn()
                || wanted.listenPort() != instance.listenPort()
                || !wanted.routerId().equals(instance.routerId());
    }

    /** Prefixes are in the table before the first peering is up. */
    void start() throws IOException {
        toml = GobgpToml.render(instance);
        node.put(toml.getBytes(StandardCharsets.UTF_8), base + ".toml", FileMode.PRIVATE);
        CompletableFuture<Void> ready = output.next("Finished reading the config file");
        String script = "rm -f " + base + ".sock; echo $$ > " + base + ".pid; exec gobgpd -f " + base
                + ".toml -p -l info --pprof-disable --api-hosts unix://" + base + ".sock 2>&1";
        process = node.start(List.of("sh", "-c", script), Map.of());
        process.getOutputStream().close();
        PipeThread.start(this::read);
        await(ready, "gobgpd did not start");
        announce(wantedPrefixes(instance));
    }

    void update(Instance wanted) throws IOException {
        String text = GobgpToml.render(wanted);
        Set<Cidr> prefixes = wantedPrefixes(wanted);
        if (text.equals(toml)) {
            instance = wanted;
            return;
        }
        Set<Cidr> recycled = lostByOnePeer(wanted);
        withdraw(announced.stream()
                .filter(prefix -> !prefixes.contains(prefix) || recycled.contains(prefix))
                .toList());
        boolean policies = !wanted.policies().equals(instance.policies());
        CompletableFuture<Void> applied = output.next(policies ? "Neighbor soft reset in" : "Reload the config file");
        node.put(text.getBytes(StandardCharsets.UTF_8), base + ".toml", FileMode.PRIVATE);
        signal("HUP");
        await(applied, "gobgpd did not take its new configuration");
        boolean kept = !announced.isEmpty();
        toml = text;
        instance = wanted;
        announce(prefixes);
        if (policies && kept) {
            advertiseAgain();
        }
    }

    /** @param cease tell the peers that it is for good; otherwise they keep the routes for the graceful restart time, as after a crash */
    void stop(boolean cease) {
        if (alive()) {
            signal(cease ? "TERM" : "KILL");
            try {
                process.waitFor(LONGEST_REACTION_S, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    List<PeerState> peers() {
        StringBuilder script = new StringBuilder();
        for (Instance.Peer peer : instance.peers()) {
            script.append(gobgp()).append("neighbor ").append(peer.address()).append(" -j 2>/dev/null; echo\n");
        }
        List<PeerState> states = new ArrayList<>();
        if (!alive() || script.isEmpty()) {
            instance.peers().forEach(peer -> states.add(PeerState.unknown(instance, peer)));
            return states;
        }
        List<String> answers = node.run(Command.sh(script.toString()))
                .stdout()
                .lines()
                .filter(line -> line.startsWith("{"))
                .toList();
        for (Instance.Peer peer : instance.peers()) {
            states.add(answers.stream()
                    .map(Json::read)
                    .filter(neighbor -> neighbor.path("conf")
                            .path("neighbor_address")
                            .asString("")
                            .equals(peer.address()))
                    .findFirst()
                    .map(neighbor -> PeerState.of(instance, peer, neighbor))
                    .orElseGet(() -> PeerState.unknown(instance, peer)));
        }
        return states;
    }

    List<Route> available() {
        return Route.listOf(
                instance.localAsn(), "", run("global rib -a ipv4 -j").stdout());
    }

    List<Route> advertised(String peer) {
        return Route.listOf(
                instance.localAsn(),
                peer,
                run("neighbor " + peer + " adj-out -a ipv4 -j").stdout());
    }

    /** True when its API answers. */
    boolean answers() {
        return alive() && run("global").ok();
    }

    private static Set<Cidr> wantedPrefixes(Instance instance) {
        Set<Cidr> prefixes = new TreeSet<>(Speaker::order);
        instance.policies()
                .forEach(policy -> policy.statements().forEach(statement -> prefixes.addAll(statement.prefixes())));
        return prefixes;
    }

    /**
     * Prefixes that stay announced to some peer but no longer to another. GoBGP withdraws nothing when a policy stops accepting a path, so
     * such a prefix is withdrawn from all and announced again.
     */
    private Set<Cidr> lostByOnePeer(Instance wanted) {
        Set<Cidr> lost = new TreeSet<>(Speaker::order);
        for (Instance.Peer peer : instance.peers()) {
            if (wanted.peer(peer.address()).isPresent()) {
                Set<Cidr> before = exported(instance, peer.address());
                before.removeAll(exported(wanted, peer.address()));
                lost.addAll(before);
            }
        }
        return lost;
    }

    private static Set<Cidr> exported(Instance instance, String peer) {
        Set<Cidr> prefixes = new TreeSet<>(Speaker::order);
        instance.policies().forEach(policy -> policy.statements().stream()
                .filter(statement -> statement.neighbors().contains(peer))
                .forEach(statement -> prefixes.addAll(statement.prefixes())));
        return prefixes;
    }

    private void announce(Set<Cidr> prefixes) {
        List<Cidr> added =
                prefixes.stream().filter(prefix -> !announced.contains(prefix)).toList();
        rib("add", added, " origin igp nexthop 0.0.0.0");
        announced.addAll(added);
    }

    private void withdraw(Collection<Cidr> prefixes) {
        rib("del", prefixes, "");
        prefixes.forEach(announced::remove);
    }

    private void rib(String verb, Collection<Cidr> prefixes, String attributes) {
        if (prefixes.isEmpty()) {
            return;
        }
        StringBuilder script = new StringBuilder("set -e\n");
        for (Cidr prefix : prefixes) {
            script.append(gobgp())
                    .append("global rib ")
                    .append(verb)
                    .append(" -a ipv4 ")
                    .append(prefix)
                    .append(attributes)
                    .append('\n');
            log.info(
                    verb.equals("add") ? "Advertising path" : "Withdrawing path",
                    "instance",
                    instance.name(),
                    "prefix",
                    prefix);
        }
        Result result = node.run(Command.sh(script.toString()));
        if (!result.ok()) {
            throw new IllegalStateException(
                    "gobgp global rib " + verb + ": " + (result.stderr() + result.stdout()).strip());
        }
    }

    private void advertiseAgain() {
        StringBuilder script = new StringBuilder();
        instance.peers().forEach(peer -> script.append(gobgp())
                .append("neighbor ")
                .append(peer.address())
                .append(" softresetout\n"));
        node.run(Command.sh(script.toString()));
    }

    private Result run(String arguments) {
        return node.run(Command.sh(gobgp() + arguments));
    }

    private String gobgp() {
        return "gobgp --target unix://" + base + ".sock ";
    }

    private void signal(String name) {
        node.run(Command.sh("kill -" + name + " \"$(cat " + base + ".pid)\""));
    }

    private void await(CompletableFuture<Void> event, String otherwise) throws IOException {
        try {
            event.get(LONGEST_REACTION_S, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(otherwise, e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException(otherwise + ": " + output.last(), e);
        }
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (output.take(line, log, instance.localAsn())) {
                    peerChanged.run();
                }
            }
        } catch (IOException e) {
            output.fail(new UncheckedIOException(e));
        }
        output.fail(new IllegalStateException("gobgpd has ended"));
        peerChanged.run();
    }

    private static int order(Cidr a, Cidr b) {
        int byBase = Long.compare(a.base(), b.base());
        return byBase != 0 ? byBase : Integer.compare(a.length(), b.length());
    }
}
