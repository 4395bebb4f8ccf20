package dev.cilab.kube;

import dev.cilab.lab.ClusterName;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Which clusters cilab may change: a file of their UIDs (mode 0600), replaced as a whole and locked against other cilab processes. */
public final class Ownership {

    private static final FileAttribute<?> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Path file;

    /** @param file it need not exist */
    public Ownership(Path file) {
        this.file = file;
    }

    /** How a cluster came to be cilab's to change. */
    public enum Origin {
        CREATED,
        ADOPTED
    }

    public record Entry(ClusterName cluster, String environment, Origin origin) {}

    /** @param uid UID of the kube-system namespace */
    public void record(String uid, Entry entry) throws IOException {
        change(entries -> entries.put(uid, entry));
    }

    /** What an environment made; made twice is on record once. */
    public void created(String uid, ClusterName cluster, String environment) throws IOException {
        if (find(uid).isEmpty()) {
            record(uid, new Entry(cluster, environment, Origin.CREATED));
        }
    }

    /** What an environment made under these names, and has removed. A record that stays does no harm: a cluster's UID never comes again. */
    public void forget(String environment, Collection<ClusterName> clusters) throws IOException {
        change(entries -> entries.values()
                .removeIf(entry -> entry.environment().equals(environment)
                        && entry.origin() == Origin.CREATED
                        && clusters.contains(entry.cluster())));
    }

    public void forget(String uid) throws IOException {
        change(entries -> entries.remove(uid));
    }

    public Optional<Entry> find(String uid) throws IOException {
        return Optional.ofNullable(read().get(uid));
    }

    /** By UID. */
    public Map<String, Entry> all() throws IOException {
        return read();
    }

    private interface Edit {
        void apply(Map<String, Entry> entries);
    }

    private void change(Edit edit) throws IOException {
        Path lock = file.resolveSibling(file.getFileName() + ".lock");
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            synchronized (Ownership.class) { // a file lock is held by the process, not by a thread
                try (var held = channel.lock()) {
                    Map<String, Entry> entries = read();
                    edit.apply(entries);
                    write(entries);
                }
            }
        }
    }

    private Map<String, Entry> read() throws IOException {
        Map<String, Entry> entries = new TreeMap<>();
        if (Files.notExists(file)) {
            return entries;
        }
        try {
            for (Map.Entry<String, JsonNode> field :
                    Api.JSON.readTree(Files.readString(file)).properties()) {
                JsonNode value = field.getValue();
                entries.put(
                        field.getKey(),
                        new Entry(
                                new ClusterName(value.path("cluster").asString("")),
                                value.path("environment").asString(""),
                                Origin.valueOf(value.path("origin").asString(""))));
            }
        } catch (JacksonException | IllegalArgumentException e) {
            throw new IOException(file + " is damaged: " + e.getMessage(), e);
        }
        return entries;
    }

    private void write(Map<String, Entry> entries) throws IOException {
        ObjectNode root = Api.JSON.createObjectNode();
        entries.forEach((uid, entry) -> root.putObject(uid)
                .put("cluster", entry.cluster().value())
                .put("environment", entry.environment())
                .put("origin", entry.origin().name()));
        Path fresh = Files.createTempFile(file.toAbsolutePath().getParent(), ".clusters", ".new", PRIVATE);
        try {
            Files.write(fresh, root.toPrettyString().getBytes(StandardCharsets.UTF_8));
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }
}
