package dev.cilab.env;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/**
 * Where cilab keeps what must survive a command: {@code $CILAB_STATE}, else {@code $XDG_STATE_HOME/cilab}, else {@code ~/.local/state/cilab}.
 * Private to the user.
 */
public record StateFolder(Path path) {

    public static StateFolder of(Map<String, String> environment) {
        String own = environment.getOrDefault("CILAB_STATE", "");
        String xdg = environment.getOrDefault("XDG_STATE_HOME", "");
        Path home = Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")));
        Path path = !own.isEmpty()
                ? Path.of(own)
                : xdg.isEmpty() ? home.resolve(".local/state/cilab") : Path.of(xdg, "cilab");
        return new StateFolder(path.toAbsolutePath().normalize());
    }

    /** A folder inside, made with mode 0700 (as are its parents inside) when it is not there. */
    public Path folder(String... names) {
        Path folder = path;
        for (String name : names) {
            folder = folder.resolve(name);
        }
        try {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the folder " + folder, e);
        }
    }

    /** The record of the clusters that cilab may change. */
    public Path clusters() {
        return folder().resolve("clusters.json");
    }

    /** What was done to a lab, one JSON line each. */
    public Path journal(String lab) {
        return folder().resolve("journal-" + lab + ".jsonl");
    }

    /** Six hex digits that tell this state folder's processes from those of another one on the same machine. */
    public String instance() {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(path.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
