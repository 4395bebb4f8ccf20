package dev.cilab.sandbox.cilium.mesh;

import dev.cilab.exec.PipeThread;
import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.cilium.LogLines;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * The connection of one agent to one other cluster, made again whenever it ends. What was told last is kept while there is no connection:
 * routes and backends stay as they are until the other cluster says otherwise or is taken out of the configuration.
 */
final class RemoteCluster implements AutoCloseable {

    private static final long RETRY_SECONDS = 1;

    private final String name;
    private final int ownId;
    private final Supplier<Process> source;
    private final Runnable changed;
    private final LogLines log;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Map<String, JsonNode> entries = new TreeMap<>();
    private final Set<String> told = new HashSet<>();
    private Optional<RemoteState> known = Optional.empty();
    private Process process;
    private boolean connected;
    private boolean synced;
    private int failures;
    private Instant lastFailure;
    private String complaint = "";

    /**
     * @param source  opens a connection: a process whose output is the other cluster's lines, or a line that says why there is none
     * @param changed called after what is known has changed
     */
    RemoteCluster(String name, int ownId, Supplier<Process> source, Runnable changed, LogLines log) {
        this.name = name;
        this.ownId = ownId;
        this.source = source;
        this.changed = changed;
        this.log = log;
    }

    void start() {
        PipeThread.start(this::run);
    }

    @Override
    public void close() {
        closed.countDown();
        hangUp();
    }

    /** Ends the connection; the next one is made at once. */
    synchronized void hangUp() {
        if (process != null) {
            process.destroyForcibly();
        }
    }

    synchronized RemoteStatus status() {
        JsonNode config = entries.get(Keys.CONFIG + name);
        OptionalInt id = config == null
                ? OptionalInt.empty()
                : OptionalInt.of(config.path("id").asInt(0));
        if (known.isEmpty()) {
            known = Optional.of(RemoteState.of(name, entries));
        }
        return new RemoteStatus(known.get(), connected, id, synced, failures, lastFailure);
    }

    private void run() {
        try {
            do {
                listen(open());
            } while (!closed.await(RETRY_SECONDS, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Process open() {
        Process opened = source.get();
        synchronized (this) {
            told.clear();
            process = opened;
            if (closed.getCount() == 0) {
                hangUp();
            }
        }
        return opened;
    }

    private void listen(Process connection) {
        String last = "";
        try (BufferedReader lines = connection.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null && closed.getCount() > 0; line = lines.readLine()) {
                if (line.startsWith("{")) {
                    hear(Json.read(line));
                } else if (!line.isBlank()) {
                    last = line;
                }
            }
        } catch (IOException | JacksonException | SameClusterId broken) {
            last = broken.getMessage();
        }
        connection.destroyForcibly();
        lost(last);
    }

    private void hear(JsonNode line) {
        boolean news;
        synchronized (this) {
            if (!connected) {
                connected = true;
                synced = false;
                complaint = "";
                log.info("Connection to remote cluster established", "clusterName", name);
            }
            apply(line);
            news = line.has("synced") || synced && matters(line);
        }
        if (news) {
            changed.run();
        }
    }

    /** Of nodes routes are made, of services backends; the rest is only counted. */
    private static boolean matters(JsonNode line) {
        String key = line.path("put").asString(line.path("delete").asString(""));
        return key.startsWith(Keys.NODES) || key.startsWith(Keys.SERVICES);
    }

    private void apply(JsonNode line) {
        if (!line.has("heartbeat")) {
            known = Optional.empty();
        }
        if (line.has("put")) {
            String key = line.path("put").asString();
            told.add(key);
            entries.put(key, line.path("value"));
            refuseOwnId(key, line.path("value").path("id").asInt(0));
        } else if (line.has("delete")) {
            entries.remove(line.path("delete").asString());
        } else if (line.has("synced")) {
            entries.keySet().retainAll(told);
            synced = true;
        }
    }

    private void refuseOwnId(String key, int id) {
        if (key.equals(Keys.CONFIG + name) && id == ownId) {
            connected = false;
            complaint = "ClusterID " + id + " is already used";
            log.error("Unable to get remote cluster configuration", "clusterName", name, "error", complaint);
            throw new SameClusterId(complaint);
        }
    }

    private void lost(String why) {
        synchronized (this) {
            process = null;
            if (closed.getCount() == 0) {
                return;
            }
            if (connected) {
                connected = false;
                failures++;
                lastFailure = Instant.now();
                log.warn("Error observed on etcd connection, reconnecting etcd", "clusterName", name, "error", why);
            } else if (!why.equals(complaint)) {
                complaint = why;
                log.warn("Unable to establish connection to remote cluster", "clusterName", name, "error", why);
            }
        }
        changed.run();
    }

    private static final class SameClusterId extends RuntimeException {
        private static final long serialVersionUID = 1L;

        SameClusterId(String message) {
            super(message);
        }
    }
}
