package dev.cilab.sandbox.node;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** The scripts and configuration files that inits and nodes use, unpacked into the exchange folder where they can reach them. */
final class Scripts {

    private static final List<String> FILES = List.of(
            "root.sh",
            "fabric-init.sh",
            "node-init.sh",
            "pod-init.sh",
            "sshd_config",
            "frr-daemons",
            "shim/cilium",
            "shim/systemctl",
            "shim/journalctl",
            "shim/modprobe",
            "shim/chrt",
            "shim/poweroff");

    private Scripts() {}

    /** Makes the folder, readable by all: who may reach it is decided by the folder above it. */
    static void unpack(Path exchange) {
        try {
            for (Path folder : List.of(exchange, exchange.resolve("bin"), exchange.resolve("bin/shim"))) {
                Files.createDirectories(folder);
                Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
            for (String name : FILES) {
                Path file = exchange.resolve("bin").resolve(name);
                try (InputStream content = Scripts.class.getResourceAsStream(name)) {
                    Files.copy(content, file, StandardCopyOption.REPLACE_EXISTING);
                }
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the sandbox's scripts to " + exchange, e);
        }
    }
}
