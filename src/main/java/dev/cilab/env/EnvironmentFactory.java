package dev.cilab.env;

import java.util.List;
import java.util.Map;

/** The public face of an environment's package; making one costs nothing. */
public interface EnvironmentFactory {

    /** @param variables this process's environment variables */
    Environment open(StateFolder state, Map<String, String> variables, LabSetup setup);

    /** What is real in it, and what stands in. */
    List<Environments.Part> parts();

    /** Everything that an environment of this kind made with this state folder and that is still there, whichever lab it belongs to. */
    List<Leftover> leftovers(StateFolder state, Map<String, String> variables);
}
