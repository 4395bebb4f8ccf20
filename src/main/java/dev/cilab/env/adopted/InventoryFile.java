package dev.cilab.env.adopted;

import dev.cilab.exec.Unreachable;
import dev.cilab.kube.KubeConfig;
import dev.cilab.lab.Inventory;
import dev.cilab.lab.LabInvalid;
import dev.cilab.lab.Position;
import dev.cilab.lab.Problem;
import dev.cilab.lab.reader.InventoryReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An inventory and where it lies: its relative paths start there.
 *
 * @param variables this process's environment variables
 */
record InventoryFile(Path path, Inventory inventory, Map<String, String> variables) {

    /** @throws LabInvalid also when there is no such file */
    static InventoryFile read(Path path, Map<String, String> variables) throws LabInvalid {
        try {
            Path real = path.toRealPath();
            Inventory inventory = InventoryReader.read(path.toString(), Files.readString(real));
            return new InventoryFile(real, inventory, variables);
        } catch (IOException e) {
            Position nowhere = new Position(path.toString(), 0, 1);
            throw new LabInvalid(List.of(new Problem(nowhere, "this inventory cannot be read", "", "", 1)));
        }
    }

    /** A path as it stands in the inventory: relative to it, or below {@code ~}. */
    Path resolve(String text) {
        return text.startsWith("~/") ? home().resolve(text.substring(2)) : path.resolveSibling(text);
    }

    Path home() {
        return Path.of(variables.getOrDefault("HOME", System.getProperty("user.home")));
    }

    /** The OpenSSH configuration that fills in what a login leaves out; it need not exist. */
    Path sshConfig() {
        return inventory.sshConfig().map(this::resolve).orElse(home().resolve(".ssh/config"));
    }

    /** Where no file is named: the first of kubectl's usual ones that knows the context. */
    Path kubeconfig(Inventory.Context context) {
        if (context.kubeconfig().isPresent()) {
            return resolve(context.kubeconfig().get());
        }
        List<Path> usual = new ArrayList<>();
        for (String file : variables.getOrDefault("KUBECONFIG", "").split(File.pathSeparator)) {
            if (!file.isEmpty()) {
                usual.add(Path.of(file));
            }
        }
        if (usual.isEmpty()) {
            usual.add(home().resolve(".kube/config"));
        }
        return usual.stream()
                .filter(file -> knows(file, context.context()))
                .findFirst()
                .orElse(usual.getFirst());
    }

    private static boolean knows(Path file, String context) {
        try {
            return KubeConfig.read(file).contexts().contains(context);
        } catch (Unreachable e) {
            return false; // said when it is used
        }
    }
}
