package dev.cilab.probe;

import dev.cilab.env.Scope;
import dev.cilab.exec.Unreachable;
import dev.cilab.kube.KubeError;
import dev.cilab.lab.ProbeCall;
import dev.cilab.lab.ProbeSpec;
import java.util.Optional;

/**
 * Looks at something and reports it as a typed record. The record's components are what lab files see: subset expectations and CEL
 * expressions address them by name.
 */
public interface Probe<O extends Sightings> {

    /** The words that a lab file may use for this probe. */
    ProbeSpec spec();

    /**
     * Looks once, at one cluster where there are several. Parts that gave no answer are told in {@link Sightings#unreachable}.
     *
     * @throws Unreachable when nothing could be asked at all
     */
    O look(ProbeCall call, Scope scope) throws Unreachable;

    /** What else is looked at in the same moment would change what is seen. */
    default boolean alone() {
        return false;
    }

    /** What a person would type to see the same, one line to paste. */
    String command(ProbeCall call, Scope scope);

    /** Why waiting will not mend what was seen; empty when it may. */
    default Optional<String> hopeless(O seen) {
        return Optional.empty();
    }

    /** Looks, and never throws for what the world is like. */
    default Observation<O> observe(ProbeCall call, Scope scope) {
        try {
            O seen = PerCluster.look(this, call, scope);
            return hopeless(seen)
                    .<Observation<O>>map(why -> new Observation.Hopeless<>(seen, why))
                    .orElseGet(() -> Sightings.observed(seen));
        } catch (Unreachable e) {
            return new Observation.Unseen<>(e.where() + ": " + e.getMessage());
        } catch (KubeError e) {
            return new Observation.Unseen<>(
                    "the API server answers " + e.code() + " " + e.reason() + ": " + e.getMessage());
        } catch (IllegalArgumentException e) {
            return new Observation.Unseen<>(e.getMessage());
        }
    }
}
