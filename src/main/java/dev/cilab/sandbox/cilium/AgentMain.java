package dev.cilab.sandbox.cilium;

import dev.cilab.sandbox.cilium.agent.Agent;
import dev.cilab.sandbox.cilium.dbg.AgentSocket;
import dev.cilab.sandbox.cluster.Workload;
import java.util.List;
import java.util.Map;

/** A running agent container. */
final class AgentMain implements Workload.Main, AutoCloseable {

    private static final List<String> DAEMON = List.of("bash", "-c", "exec -a cilium-agent sleep infinity");

    private final Workload.Container container;
    private final Agent agent;
    private final AgentSocket socket;
    private final Process process;
    private boolean closed;

    AgentMain(Workload.Container container, Agent agent, AgentSocket socket) {
        this.container = container;
        this.agent = agent;
        this.socket = socket;
        this.process = container.pod().start(DAEMON, Map.of(), "/");
    }

    void start() {
        agent.start();
        process.onExit().thenRun(() -> {
            close();
            container.changed().run();
        });
    }

    @Override
    public boolean alive() {
        return process.isAlive();
    }

    @Override
    public int exitCode() {
        return process.exitValue();
    }

    @Override
    public boolean ready() {
        return process.isAlive() && agent.damage().isEmpty();
    }

    @Override
    public void terminate() {
        process.destroy();
        close();
    }

    @Override
    public void kill() {
        process.destroyForcibly();
        close();
    }

    /** Idempotent; returns when the agent has stopped. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            socket.close();
            agent.close();
        }
    }
}
