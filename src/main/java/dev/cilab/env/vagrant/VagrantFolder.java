package dev.cilab.env.vagrant;

import dev.cilab.env.StateFolder;
import dev.cilab.lab.LabFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** A lab's folder for Vagrant inside the state folder: the lab's own files, what Vagrant keeps, and how the machines are reached. */
record VagrantFolder(Path path) {

    static VagrantFolder of(StateFolder state, String topology) {
        return new VagrantFolder(state.path().resolve(Vagrant.NAME).resolve(topology));
    }

    Path sshConfig() {
        return path.resolve("ssh_config");
    }

    Path knownHosts() {
        return path.resolve("known_hosts");
    }

    Path kubeconfig() {
        return path.resolve("kubeconfig");
    }

    boolean hasVagrantfile() {
        return Files.isRegularFile(path.resolve("Vagrantfile"));
    }

    /** Whether it holds all that is needed to reach the machines. */
    boolean leadsSomewhere() {
        return Files.isRegularFile(sshConfig()) && Files.isRegularFile(kubeconfig());
    }

    /** Copies what machines are made with; Vagrant wants real files, and the lab may lie in the jar. */
    void write(LabFiles lab, List<String> names) throws IOException {
        for (String name : names) {
            String text = lab.read(name).orElseThrow(() -> new IOException(lab.display(name) + " is not there"));
            Path target = path.resolve(name);
            Files.createDirectories(target.getParent());
            replace(target, text);
        }
    }

    /**
     * Keeps what {@code vagrant ssh-config} printed. Vagrant believes any host key; here the first one seen is kept, and a changed one is
     * refused.
     */
    void writeSshConfig(String printed) throws IOException {
        replace(
                sshConfig(),
                printed.replaceAll("(?m)^(\\s*)UserKnownHostsFile .*$", "$1UserKnownHostsFile \"" + knownHosts() + "\"")
                        .replaceAll("(?m)^(\\s*)StrictHostKeyChecking .*$", "$1StrictHostKeyChecking accept-new"));
    }

    /** New machines have new keys. */
    void forgetHostKeys() throws IOException {
        Files.deleteIfExists(knownHosts());
    }

    /**
     * Keeps kubeadm's kubeconfig, with the way from here and the lab's names.
     *
     * @param address where the API is reached from here, e.g. {@code 127.0.0.1:16443}
     */
    void writeKubeconfig(String admin, String address, String context) throws IOException {
        YAMLMapper yaml = new YAMLMapper();
        try {
            JsonNode root = yaml.readTree(admin);
            ObjectNode cluster = object(root, "/clusters/0/cluster");
            cluster.put("server", cluster.path("server").asString("").replaceFirst("//[^/]+", "//" + address));
            object(root, "/clusters/0").put("name", context);
            object(root, "/users/0").put("name", context);
            object(root, "/contexts/0/context").put("cluster", context).put("user", context);
            object(root, "/contexts/0").put("name", context);
            object(root, "").put("current-context", context);
            replace(kubeconfig(), yaml.writeValueAsString(root));
        } catch (JacksonException e) {
            throw new IOException("/etc/kubernetes/admin.conf is no YAML: " + e.getOriginalMessage(), e);
        }
    }

    private static ObjectNode object(JsonNode root, String pointer) throws IOException {
        if (root.at(pointer) instanceof ObjectNode object) {
            return object;
        }
        throw new IOException("/etc/kubernetes/admin.conf is no kubeconfig of kubeadm's: it has no " + pointer);
    }

    private static void replace(Path target, String text) throws IOException {
        Path fresh = Files.createTempFile(
                target.getParent(),
                "." + target.getFileName(),
                ".new",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Files.write(fresh, text.getBytes(StandardCharsets.UTF_8));
            Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    /** Only once no machine is left: without this folder Vagrant knows of none. */
    void delete() {
        if (Files.notExists(path)) {
            return;
        }
        try {
            Files.walkFileTree(path, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path folder, IOException failure) throws IOException {
                    Files.delete(folder);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException stays) {
            // it holds nothing that runs
        }
    }
}
