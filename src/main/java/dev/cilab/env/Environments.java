package dev.cilab.env;

import dev.cilab.env.sandbox.Sandbox;
import java.util.List;
import java.util.Map;

/** Finds environments by name. */
public final class Environments {

    /** The names that {@code --env} takes. */
    public static final List<String> NAMES = List.of("sandbox");

    private final StateFolder state;
    private final Map<String, String> variables;

    /** @param variables this process's environment variables */
    public Environments(StateFolder state, Map<String, String> variables) {
        this.state = state;
        this.variables = Map.copyOf(variables);
    }

    /** @throws UnknownEnvironment when there is none of this name */
    public Environment open(String name, LabSetup setup) throws UnknownEnvironment {
        return switch (name) {
            case "sandbox" -> Sandbox.open(state, variables, setup);
            default -> throw new UnknownEnvironment(name);
        };
    }

    /** What each environment is made of, told honestly. */
    public static List<Part> parts() {
        return Sandbox.parts();
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
        return Sandbox.leftovers(state);
    }

    /** No environment has this name; exit code 2. */
    public static final class UnknownEnvironment extends Exception {

        private static final long serialVersionUID = 1L;

        private final String name;

        UnknownEnvironment(String name) {
            super("unknown environment \"" + name + "\"");
            this.name = name;
        }

        public String name() {
            return name;
        }
    }
}
