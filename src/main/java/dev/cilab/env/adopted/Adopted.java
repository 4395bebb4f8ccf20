package dev.cilab.env.adopted;

import dev.cilab.env.Environment;
import dev.cilab.env.Environments.Part;
import dev.cilab.env.SecretPrompt;
import dev.cilab.env.StateFolder;
import dev.cilab.lab.LabInvalid;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Environments that somebody else made: adopted ones by their names, and any inventory file by its path, to look at only. */
public final class Adopted {

    private Adopted() {}

    /**
     * @param variables     this process's environment variables
     * @param workingFolder where relative paths begin
     * @param name          of an adoption, or the path of an inventory file (it has a {@code /} or ends in {@code .yaml})
     * @return empty when there is no adoption of this name
     * @throws LabInvalid when the inventory cannot be read, or is wrong
     */
    public static Optional<Environment> open(
            StateFolder state, Map<String, String> variables, SecretPrompt prompt, Path workingFolder, String name)
            throws LabInvalid, InterruptedException {
        AdoptedFolder folder = new AdoptedFolder(state);
        if (isFile(name)) {
            InventoryFile file = InventoryFile.read(workingFolder.resolve(name), variables);
            Places places = new Places(file, folder.lookedAt(file.path()), prompt);
            return Optional.of(new AdoptedEnvironment(name, false, places));
        }
        if (!folder.has(name)) {
            return Optional.empty();
        }
        InventoryFile file = InventoryFile.read(folder.inventory(name), variables);
        return Optional.of(new AdoptedEnvironment(name, true, new Places(file, folder.of(name), prompt)));
    }

    private static boolean isFile(String name) {
        return name.contains("/") || name.endsWith(".yaml") || name.endsWith(".yml");
    }

    /** The names that were adopted. */
    public static List<String> names(StateFolder state) {
        return new AdoptedFolder(state).names();
    }

    /** What is real in it. */
    public static List<Part> parts() {
        return List.of(
                new Part("adopted", "everything", "machines and clusters that already run, by an inventory", true));
    }
}
