package dev.cilab.env.adopted;

import dev.cilab.env.StateFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * cilab's own files about inventories: a folder per adoption with a link to the inventory, SSH settings and host keys; and one per
 * inventory that was only looked at.
 */
record AdoptedFolder(StateFolder state) {

    private static final String ADOPTED = "adopted";
    private static final String LOOKED_AT = "looked-at";
    private static final String INVENTORY = "inventory";
    private static final String KNOWN_HOSTS = "known_hosts";

    List<String> names() {
        Path adopted = state.path().resolve(ADOPTED);
        List<String> names = new ArrayList<>();
        if (Files.isDirectory(adopted)) {
            try (DirectoryStream<Path> folders = Files.newDirectoryStream(adopted)) {
                folders.forEach(folder -> names.add(folder.getFileName().toString()));
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read " + adopted, e);
            }
        }
        names.sort(null);
        return names;
    }

    boolean has(String name) {
        return Files.exists(inventory(name), LinkOption.NOFOLLOW_LINKS);
    }

    /** The link; the inventory may have gone since. */
    Path inventory(String name) {
        return state.path().resolve(ADOPTED).resolve(name).resolve(INVENTORY);
    }

    Path of(String name) {
        return state.folder(ADOPTED, name);
    }

    Path lookedAt(Path inventory) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(inventory.toString().getBytes(StandardCharsets.UTF_8));
            return state.folder(LOOKED_AT, HexFormat.of().formatHex(digest).substring(0, 12));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** From now on the name stands for this inventory; host keys that were trusted while looking are kept. */
    void adopt(String name, Path inventory) throws IOException {
        Path folder = of(name);
        Path seen = lookedAt(inventory).resolve(KNOWN_HOSTS);
        if (Files.exists(seen) && Files.notExists(folder.resolve(KNOWN_HOSTS))) {
            Files.move(seen, folder.resolve(KNOWN_HOSTS));
        }
        Files.deleteIfExists(inventory(name));
        Files.createSymbolicLink(inventory(name), inventory);
        delete(lookedAt(inventory));
    }

    void forget(String name) throws IOException {
        delete(of(name));
    }

    private static void delete(Path folder) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
