package dev.cilab.watch;

import dev.cilab.env.Scope;
import dev.cilab.exec.Command;
import dev.cilab.exec.Parallel;
import dev.cilab.exec.Running;
import dev.cilab.exec.Unreachable;
import dev.cilab.kube.KubeError;
import dev.cilab.kube.KubeObject;
import dev.cilab.kube.Ref;
import dev.cilab.lab.NodeName;
import dev.cilab.lab.Topology.KubeCluster;
import dev.cilab.lab.Topology.Machine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Where the screen's contents come from. Little is asked when nothing happens: endpoints and Cilium's side of the peerings come from watches
 * of the API server, route changes are told by one {@code ip monitor} per machine, and interface counters by one shell loop there. Only FRR,
 * which tells nothing by itself, is asked, when routes move and else every few seconds. All of it shares the one SSH connection per machine.
 */
final class Feeds implements AutoCloseable {

    private static final Duration FRR_EVERY = Duration.ofSeconds(3);
    private static final Duration FIB_EVERY = Duration.ofSeconds(30);
    private static final Duration AGAIN = Duration.ofSeconds(3);
    private static final Duration DAY = Duration.ofDays(1);
    private static final Command MONITOR =
            Command.of("ip", "-o", "monitor", "route").timeout(DAY);
    private static final Command COUNT = Command.sh("n=1; while cat /proc/net/dev && echo end; do sleep $n; n=2; done")
            .timeout(DAY);

    private final Scope scope;
    private final Board board;
    private final Counters counters;
    private final Feed peers;
    private final Feed rib;
    private final Feed fib;
    private final List<Thread> threads = new ArrayList<>();
    private final List<Running> running = new CopyOnWriteArrayList<>();
    private volatile boolean closed;

    Feeds(Scope scope, Board board) {
        this.scope = scope;
        this.board = board;
        Looks looks = new Looks(scope);
        counters = new Counters(scope.topology());
        peers = new Feed(Pane.PEERS, looks::peers, FRR_EVERY, board);
        rib = new Feed(Pane.RIB, looks::rib, FRR_EVERY, board);
        fib = new Feed(Pane.FIB, looks::fib, FIB_EVERY, board);
    }

    void start() {
        peers.start();
        rib.start();
        fib.start();
        for (Machine machine : scope.topology().machines()) {
            follow(machine.name(), MONITOR, line -> routesMoved());
            follow(machine.name(), COUNT, line -> count(machine.name(), line));
        }
        Map<String, List<KubeObject>> slices = new ConcurrentHashMap<>();
        for (KubeCluster cluster : scope.topology().clusters()) {
            watch(cluster, "endpointslices", list -> {
                slices.put(cluster.name().value(), list);
                List<KubeObject> all =
                        slices.values().stream().flatMap(List::stream).toList();
                board.publish(Pane.ENDPOINTS, Looks.endpoints(all));
            });
            watch(cluster, "ciliumbgpnodeconfigs", list -> peers.trigger());
        }
    }

    private void routesMoved() {
        fib.trigger();
        rib.trigger();
        peers.trigger();
    }

    private void count(NodeName node, String line) {
        counters.line(node, line, System.nanoTime());
        if (line.equals("end")) {
            Content rates = counters.content();
            if (!rates.rows().isEmpty()) { // a rate takes two counts
                board.publish(Pane.TRAFFIC, rates);
            }
        }
    }

    /** Runs a command there until the end of the watch; when it ends before, it is started again. */
    private void follow(NodeName node, Command command, Consumer<String> line) {
        threads.add(Thread.startVirtualThread(() -> again(() -> {
            try (Running each = scope.environment().host(node).start(command, said -> {
                if (!said.error()) {
                    line.accept(said.text());
                }
            })) {
                running.add(each);
                each.await(DAY);
                running.remove(each);
            } catch (Unreachable e) {
                board.problem(Pane.TRAFFIC, node + ": " + e.getMessage());
            }
        })));
    }

    private void watch(KubeCluster cluster, String kind, Consumer<List<KubeObject>> changed) {
        threads.add(Thread.startVirtualThread(() -> again(() -> {
            try {
                scope.environment()
                        .cluster(cluster.name())
                        .await(
                                Ref.all(kind),
                                "",
                                list -> {
                                    changed.accept(list);
                                    return closed;
                                },
                                DAY);
            } catch (Unreachable | KubeError e) {
                if (kind.equals("endpointslices")) {
                    board.problem(Pane.ENDPOINTS, String.valueOf(e.getMessage()));
                }
            }
        })));
    }

    private void again(Runnable work) {
        try {
            while (!closed) {
                work.run();
                if (!closed) {
                    Thread.sleep(AGAIN);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed = true;
        List.of(peers, rib, fib).forEach(Feed::close);
        Parallel.map(List.copyOf(running), each -> {
            each.stop();
            return each;
        });
        threads.forEach(Thread::interrupt);
    }
}
