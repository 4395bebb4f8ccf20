package dev.cilab.env;

import dev.cilab.env.adopted.Adopted;
import dev.cilab.env.kind.Kind;
import dev.cilab.env.sandbox.Sandbox;
import dev.cilab.env.vagrant.Vagrant;
import dev.cilab.lab.LabInvalid;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds environments by name; the one place where they are listed. */
public final class Environments {

    /** The names that {@code --env} takes beside those that were adopted. */
    public static final List<String> NAMES = List.of("sandbox", "kind", "vagrant");

    private final StateFolder state;
    private final Map<String, String> variables;
    private final SecretPrompt prompt;
    private final Path workingFolder;

    /** @param variables this process's environment variables */
    public Environments(StateFolder state, Map<String, String> variables, SecretPrompt prompt, Path workingFolder) {
        this.state = state;
        this.variables = Map.copyOf(variables);
        this.prompt = prompt;
        this.workingFolder = workingFolder;
    }

    /**
     * @throws UnknownEnvironment when there is none of this name
     * @throws LabInvalid when it is made of a file that is wrong
     * @throws InterruptedException when it wants a password, and who was asked for it ended it all
     */
    public Environment open(String name, LabSetup setup) throws UnknownEnvironment, LabInvalid, InterruptedException {
        Optional<EnvironmentFactory> maker = factory(name);
        if (maker.isPresent()) {
            return maker.get().open(state, variables, setup);
        }
        return Adopted.open(state, variables, prompt, workingFolder, name)
                .orElseThrow(() -> new UnknownEnvironment(name, names()));
    }

    /** Those that make what they hold; only what is named is loaded. */
    private static Optional<EnvironmentFactory> factory(String name) {
        return switch (name) {
            case "sandbox" -> Optional.of(new Sandbox());
            case "kind" -> Optional.of(new Kind());
            case "vagrant" -> Optional.of(new Vagrant());
            default -> Optional.empty();
        };
    }

    private static List<EnvironmentFactory> factories() {
        return NAMES.stream().flatMap(name -> factory(name).stream()).toList();
    }

    private List<String> names() {
        List<String> names = new ArrayList<>(NAMES);
        names.addAll(Adopted.names(state));
        return names;
    }

    /** What each environment is made of, told honestly. */
    public static List<Part> parts() {
        List<Part> parts = new ArrayList<>();
        factories().forEach(each -> parts.addAll(each.parts()));
        parts.addAll(Adopted.parts());
        return parts;
    }

    /**
     * One part of an environment.
     *
     * @param made what it is
     * @param real false where something stands in for what a production cluster would run
     */
    public record Part(String environment, String part, String made, boolean real) {}

    /** Everything that any environment made and that is still here, whichever lab it belongs to. */
    public List<Leftover> leftovers() {
        return factories().stream()
                .flatMap(each -> each.leftovers(state, variables).stream())
                .toList();
    }

    /** No environment has this name; exit code 2. */
    public static final class UnknownEnvironment extends Exception {

        private static final long serialVersionUID = 1L;

        private final String name;
        private final transient List<String> known;

        UnknownEnvironment(String name, List<String> known) {
            super("unknown environment \"" + name + "\"");
            this.name = name;
            this.known = List.copyOf(known);
        }

        public List<String> known() {
            return known;
        }

        public String name() {
            return name;
        }
    }
}
